import { setTimeout } from "node:timers/promises";
import type { Contender, Times } from "./contender.js";

/** The duration of a turn and of the warm-up, in ms. Each has at least one step. */
const TURN = 50;
const WARM_UP = 1000;
/** The pause after a turn, in ms, because some contenders collect garbage after it. */
const REST = 150;

/**
 * Measures each contender in each round. Contenders take turns, so that a slow phase of the machine
 * affects all of them.
 */
export async function race(
  contenders: readonly Contender[],
  rounds: number,
): Promise<Map<string, Times[]>> {
  const turns: { run: () => Promise<Times>; times: Times[] }[] = [];
  const results = new Map<string, Times[]>();
  for (const { name, run } of contenders) {
    // The first steps compile, the others determine how many make a turn.
    await run(1);
    const { wall: one } = await run(1);
    const { wall: other } = await run(1);
    const within = (ms: number): number => Math.max(1, Math.round(ms / Math.min(one, other)));
    const steps = within(TURN);
    await run(within(WARM_UP));
    const times: Times[] = [];
    turns.push({ run: () => run(steps), times });
    results.set(name, times);
  }
  for (let round = 0; round < rounds; round++) {
    for (const { run, times } of turns) {
      await setTimeout(REST);
      times.push(await run());
    }
  }
  return results;
}

/** The median of a list. */
export function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
