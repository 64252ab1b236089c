import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { foldIn, key } from "@ebm/core";
import { fuzzTargets } from "./fuzz-targets.js";
import { mutate } from "./mutate.js";

export interface FuzzOptions {
  /** The number of inputs of all targets. */
  readonly inputs: number;
  readonly seed: number;
  /** Is called after each target. */
  onTarget?(line: FuzzLine): void;
}

/** The results of one target. */
interface FuzzLine {
  readonly name: string;
  readonly inputs: number;
  readonly accepted: number;
  /** The longest time of an input, in ms. */
  readonly slowest: number;
}

export interface FuzzResult {
  readonly lines: readonly FuzzLine[];
  /** Inputs that failed by an error that says nothing to a user, or took too long. */
  readonly findings: readonly string[];
  /** The largest growth of this process's memory, in MB. */
  readonly growth: number;
}

/** The longest time that an input may take, in ms. */
const LONGEST = 2000;

/** Gives spoiled inputs to all that reads what others wrote. A seed decides them. */
export async function runFuzz({ inputs, seed, onTarget }: FuzzOptions): Promise<FuzzResult> {
  const directory = await mkdtemp(join(tmpdir(), "ebm-fuzz-"));
  const { targets, close } = await fuzzTargets(directory);
  const findings: string[] = [];
  const lines: FuzzLine[] = [];
  const before = process.memoryUsage.rss();
  let most = before;
  try {
    for (const [t, { name, share, seeds, read }] of targets.entries()) {
      for (const seed of seeds) await read(seed); // loads what it needs
      const count = Math.ceil(share * inputs);
      let [accepted, slowest] = [0, 0];
      for (let i = 0; i < count; i++) {
        const input = mutate(seeds[i % seeds.length]!, foldIn(foldIn(key(seed), t), i));
        const start = performance.now();
        const error = await attempt(() => read(input));
        const time = performance.now() - start;
        slowest = Math.max(slowest, time);
        most = Math.max(most, process.memoryUsage.rss());
        const found = (what: string): void => void findings.push(`${name}, input ${i}: ${what}`);
        if (time > LONGEST) found(`it took ${time.toFixed(0)} ms`);
        if (error === undefined) accepted++;
        else if (isRaw(error)) found(`${error}`.slice(0, 200));
      }
      const line = { name, inputs: count, accepted, slowest };
      lines.push(line);
      onTarget?.(line);
    }
  } finally {
    await close();
    await rm(directory, { recursive: true, force: true });
  }
  return { lines, findings, growth: (most - before) / 2 ** 20 };
}

async function attempt(act: () => unknown): Promise<unknown> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Whether an error is one of the language, which says nothing of the input. */
function isRaw(error: unknown): boolean {
  return [TypeError, RangeError, ReferenceError, SyntaxError].some((raw) => error instanceof raw);
}
