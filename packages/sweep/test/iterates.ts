import { appendFile, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Json, Plan, RunTrial } from "../src/index.js";
import type { Kind } from "../src/postgres.js";

/** A sweep of short iterations with checkpoints, in place of training. */
interface Iterates {
  readonly trials: number;
  readonly steps: number;
  /** Milliseconds of a step. */
  readonly pause: number;
}

export function iteratesPlan(json: Json): Plan {
  const { trials } = json as unknown as Iterates;
  return {
    *first() {
      for (let number = 0; number < trials; number++)
        yield { number, config: { ...(json as object), number } };
    },
  };
}

/** The logistic map, whose last value depends on every bit of all others. */
export function iterate(number: number, from: number, to: number, start?: number): number {
  let x = start ?? (number + 1) / 1000;
  for (let step = from; step < to; step++) x = 3.99 * x * (1 - x);
  return x;
}

/** Runs trials with checkpoints in a directory, and logs their starts in `starts.jsonl`. */
export function iterates(directory: string): Kind {
  const run: RunTrial = async (json, { id, signal }) => {
    const { number, steps, pause } = json as unknown as Iterates & { readonly number: number };
    const path = join(directory, id);
    const { step, x } = await readFile(path, "utf8").then(
      (text): { step: number; x: number } => JSON.parse(text),
      () => ({ step: 0, x: (number + 1) / 1000 }),
    );
    const start = { id, number, step, pid: process.pid, time: Date.now() };
    await appendFile(join(directory, "starts.jsonl"), `${JSON.stringify(start)}\n`);
    let value = x;
    for (let i = step; i < steps; i++) {
      value = iterate(number, i, i + 1, value);
      await writeFile(`${path}.${process.pid}`, JSON.stringify({ step: i + 1, x: value }));
      await rename(`${path}.${process.pid}`, path);
      await wait(pause, undefined, { signal });
    }
    return { result: { value, infinite: null } };
  };
  return { run, plan: iteratesPlan };
}
