import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { EbmError } from "@ebm/core/errors";
import type { Matrix } from "@ebm/datasets";

export interface Baseline {
  readonly name: string;
  /** User CPU seconds of tuning and fitting. */
  readonly seconds: number;
  /** The hyperparameters that validation rows chose. */
  readonly chosen: Readonly<Record<string, number>>;
  /** −log p of each test row, in nats. */
  readonly losses: Float64Array;
  /** The prediction for each test row. Undefined if nothing is predicted. */
  readonly predicted?: Float32Array;
}

export interface RunBaselinesInputs {
  readonly program: "label_sets" | "rankings" | "bits" | "regression" | "density";
  /** The rows that the program reads, by name. */
  readonly arrays: Readonly<Record<string, Matrix>>;
  readonly seed: number;
  readonly signal: AbortSignal;
}

const folder = fileURLToPath(new URL("../../baselines", import.meta.url));

/**
 * Fits the baselines of a task in Python, on one thread.
 *
 * @throws {EbmError} If Python lacks the pinned packages, or the program fails.
 */
export async function runBaselines(inputs: RunBaselinesInputs): Promise<readonly Baseline[]> {
  const { program, arrays, seed, signal } = inputs;
  const directory = await mkdtemp(join(tmpdir(), "ebm-practice-"));
  try {
    for (const [name, { data }] of Object.entries(arrays)) {
      await writeFile(join(directory, `${name}.f32`), Float32Array.from(data));
    }
    const shapes = Object.entries(arrays).map(([name, { shape }]) => [name, shape]);
    const job = JSON.stringify({ arrays: Object.fromEntries(shapes), seed });
    await writeFile(join(directory, "job.json"), job);
    return await linesOf(join(folder, `${program}.py`), directory, signal);
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function linesOf(
  program: string,
  directory: string,
  signal: AbortSignal,
): Promise<readonly Baseline[]> {
  const python = process.env.EBM_PYTHON ?? "python3";
  const one = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  const child = spawn(python, [program, directory], { env: { ...process.env, ...one }, signal });
  let told = "";
  child.stderr.on("data", (chunk) => {
    told += chunk;
  });
  const ended = once(child, "close");
  const found: Baseline[] = [];
  for await (const line of createInterface(child.stdout)) found.push(parse(line));
  const [status] = await ended;
  if (status === 0) return found;
  const reason = told.trim().split("\n").at(-1);
  throw new EbmError(
    `${python}: ${reason} The baselines need the packages of ${join(folder, "requirements.txt")}; EBM_PYTHON names a Python that has them.`,
  );
}

function parse(line: string): Baseline {
  const { losses, predicted, ...others } = JSON.parse(line);
  return {
    ...others,
    losses: new Float64Array(decode(losses)),
    ...(predicted && { predicted: new Float32Array(decode(predicted)) }),
  };
}

function decode(text: string): ArrayBuffer {
  return new Uint8Array(Buffer.from(text, "base64")).buffer;
}
