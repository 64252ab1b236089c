import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { foldIn, key } from "@ebm/core";
import { fuzzTargets } from "./fuzz-targets.js";
import { mutate } from "./mutate.js";

export interface FuzzOptions {
  /** Number of inputs of all targets. */
  readonly inputs: number;
  readonly seed: number;
  /** Called after each target. */
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
  /** Inputs that failed with an unhelpful error, or took too long. */
  readonly findings: readonly string[];
  /** The largest growth of this process's memory, in MB. */
  readonly growth: number;
}

/** Time limit of an input in ms. */
const LONGEST = 2000;

/** Passes corrupted inputs to all readers of data from others. A seed decides the inputs. */
export async function runFuzz({ inputs, seed, onTarget }: FuzzOptions): Promise<FuzzResult> {
  const directory = await mkdtemp(join(tmpdir(), "ebm-fuzz-"));
  const { targets, close } = await fuzzTargets(directory);
  const findings: string[] = [];
  const lines: FuzzLine[] = [];
  const before = process.memoryUsage.rss();
  let most = before;
  try {
    for (const [t, { name, share, seeds, read }] of targets.entries()) {
      for (const seed of seeds) await read(seed); // loads what the reader needs
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

/** Returns whether an error is one of the language, which does not explain the input. */
function isRaw(error: unknown): boolean {
  return [TypeError, RangeError, ReferenceError, SyntaxError].some((raw) => error instanceof raw);
}
