import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { EbmError } from "@ebm/core";
import type { CellContext, Metrics } from "../../studies/study.js";
import type { CostTask } from "./cost-worker.js";

/** The number of bits, and the methods to time. Methods take turns. */
export type CostCell = CostTask & {
  readonly seed: number;
  /** Whether all neighbors are used too, which is too slow above some number of bits. */
  readonly full: boolean;
  /** Whether PyTorch writes out its neighbors, as the authors do, which has the same limit. */
  readonly torchDense: boolean;
  readonly rounds: number;
};

const peers = fileURLToPath(new URL("../../../../../tooling/peers/", import.meta.url));
const torchScript = `${peers}python/rmwggis_cost.py`;

/**
 * The Python with PyTorch: `EBM_TORCH_PYTHON`, otherwise the environment that tooling/peers
 * creates.
 */
const torchPython = process.env.EBM_TORCH_PYTHON ?? `${peers}.venv/bin/python`;

const worker = fileURLToPath(import.meta.url.replace("/cost.", "/cost-worker."));

/**
 * Measures time and memory of a step of each method, on one thread. Null without PyTorch, or if
 * left out.
 */
export async function runCostCell(cell: CostCell, { signal }: CellContext): Promise<Metrics> {
  const node = [process.execPath, ...process.execArgv, worker] as const;
  const torch = [torchPython, torchScript] as const;
  const hasTorch = existsSync(torchPython) && existsSync(torchScript);
  const wanted: readonly [string, readonly string[], boolean][] = [
    ["full", [...node, "ratio matching"], cell.full],
    ["sampled", [...node, "RMwGGIS (advanced)"], true],
    ["consistent", [...node, "Hyvärinen, sampled"], true],
    ["torchDense", [...torch, "dense"], hasTorch && cell.torchDense],
    ["torchCheap", [...torch, "cheap"], hasTorch],
  ];
  const racers = wanted
    .filter(([, , is]) => is)
    .map(([name, command]) => racer(name, command, cell));
  try {
    const counts: number[] = [];
    for (const { run } of racers) {
      // the first step compiles
      await run(1);
      const { ms } = await run(1);
      counts.push(Math.max(1, Math.min(50, Math.round(TURN / ms))));
    }
    for (let round = 0; round < cell.rounds; round++) {
      for (const [i, { run, times }] of racers.entries()) {
        times.push((await run(counts[i]!)).ms);
        signal.throwIfAborted();
      }
    }
    const found: Record<string, number | null> = {};
    for (const { name, times, run } of racers) {
      found[`${name}Ms`] = median(times);
      found[`${name}Mb`] = (await run(1)).peakMb;
    }
    const ratio = (a: string, b: string): number | null =>
      found[a] && found[b] ? found[a] / found[b] : null;
    return {
      ...Object.fromEntries(
        wanted.flatMap(([name]) => [
          [`${name}Ms`, null],
          [`${name}Mb`, null],
        ]),
      ),
      ...found,
      timeSaved: ratio("fullMs", "sampledMs"),
      memorySaved: ratio("fullMb", "sampledMb"),
      fasterThanTorch: ratio("torchDenseMs", "sampledMs"),
      fasterThanCheapTorch: ratio("torchCheapMs", "sampledMs"),
    };
  } finally {
    for (const { stop } of racers) stop();
  }
}

/** Duration of a turn in ms. A turn has at least one step. */
const TURN = 150;

interface Racer {
  readonly name: string;
  readonly times: number[];
  /** The time of one step, and the largest memory so far. */
  run(steps: number): Promise<{ readonly ms: number; readonly peakMb: number }>;
  stop(): void;
}

/** Starts a separate process, to measure its memory. It sleeps until it is asked to run. */
function racer(name: string, [program, ...args]: readonly string[], task: CostTask): Racer {
  const child = spawn(program!, [...args, JSON.stringify(task)], {
    env: { ...process.env, OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (text) => {
    complaint = `${complaint}${text}`.slice(-2000);
  });
  child.stdin.on("error", () => {}); // the missing answer reports it
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    name,
    times: [],
    async run(steps) {
      child.stdin.write(`${steps}\n`);
      const { value, done } = await answers.next();
      if (done) throw new EbmError(`cost: the process of ${name} ended. ${complaint}`);
      return JSON.parse(value) as { ms: number; peakMb: number };
    },
    stop: () => child.kill(),
  };
}

function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
