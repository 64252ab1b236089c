import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { EbmError } from "@ebm/core";
import { decodeSafetensors, type Safetensors } from "@ebm/engine";
import { encodeProblem } from "./problem.js";
import { problems } from "./problems.js";
import { peerSettings, python, workerFile } from "./python.js";

/** Our runtimes: ONNX Runtime and compiled C. */
export const OURS = "@ebm/engine";
export const NATIVE = "native";
export const WASM = "tfjs wasm";
export const peers: readonly string[] = ["torch", "torch.compile", "jax"];

/** A process that trains on command, and sleeps in between. */
export interface Contender {
  readonly name: string;
  /** Returns the loss and its gradient at the current parameters. */
  check(): Promise<Check>;
  run(steps: number): Promise<Times>;
  stop(): Promise<void>;
}

export interface Check {
  readonly loss: number;
  readonly grad: Safetensors["tensors"];
}

/** The time of a step in ms: elapsed, and summed over cores. */
export interface Times {
  readonly wall: number;
  readonly cpu: number;
}

interface Task {
  readonly problem: string;
  readonly threads: number;
}

export function startContender(name: string, { problem, threads }: Task): Contender {
  const directory = mkdtempSync(join(tmpdir(), "ebm-peers-"));
  const file = (name: string): string => join(directory, `${name}.safetensors`);
  const isPeer = peers.includes(name);
  if (isPeer) {
    const [step] = problem.split("-") as [string];
    writeFileSync(file("problem"), encodeProblem(step, problems[problem]!()));
  }
  const source = ["--import", "tsx", "--conditions=@ebm/source"];
  const command = isPeer
    ? [python, workerFile, name, file("problem")]
    : [
        process.execPath,
        ...source,
        fileURLToPath(new URL("./worker.ts", import.meta.url)),
        name,
        problem,
      ];
  // As many cores as threads, because XLA's pool is as large as the cores it may use.
  const pin = process.platform === "linux" ? ["taskset", "-c", `0-${threads - 1}`] : [];
  const [program = "", ...args] = [...pin, ...command, `${threads}`];
  const child = spawn(program, args, {
    cwd: join(import.meta.dirname, ".."),
    env: peerSettings(threads),
  });
  const ended = once(child, "exit");

  let complaint = "";
  child.stderr.on("data", (text) => {
    complaint = `${complaint}${text}`.slice(-4000);
  });
  child.stdin.on("error", () => {}); // the missing answer reports it
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ask = async <T>(command: string): Promise<T> => {
    child.stdin.write(`${command}\n`);
    const { value, done } = await answers.next();
    if (done) throw new EbmError(`${name}, ${problem}: the process ended.\n${complaint}`);
    return JSON.parse(value) as T;
  };

  return {
    name,
    async check() {
      const { loss } = await ask<{ loss: number }>(`check ${file("grad")}`);
      return { loss, grad: decodeSafetensors(readFileSync(file("grad"))).tensors };
    },
    run: (steps) => ask(`run ${steps}`),
    async stop() {
      child.stdin.end();
      await ended;
      rmSync(directory, { recursive: true });
    },
  };
}
