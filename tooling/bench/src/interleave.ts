/** One way to do the same work. */
export interface Contender {
  readonly name: string;
  run(): Promise<void>;
  /** Number of runs per round. Slow contenders need fewer runs for the same precision. */
  readonly repeats: number;
}

/**
 * Returns the median time of a run of each contender, in ms. Contenders take turns, so that a slow
 * phase of the machine affects all of them.
 */
export async function interleave(
  contenders: readonly Contender[],
  rounds: number,
): Promise<Map<string, number>> {
  const times = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (const { run } of contenders) await run();
  for (let round = 0; round < rounds; round++) {
    for (const { name, run, repeats } of contenders) {
      const start = performance.now();
      for (let i = 0; i < repeats; i++) await run();
      times.get(name)!.push((performance.now() - start) / repeats);
    }
  }
  return new Map([...times].map(([name, list]) => [name, median(list)]));
}

function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
