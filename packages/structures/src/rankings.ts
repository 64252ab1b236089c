import { EbmError } from "@ebm/core";

/** Every ranking of `size` labels, as the rank of each. */
export function* rankings(size: number): Generator<number[]> {
  if (size === 0) yield [];
  else {
    for (const ranks of rankings(size - 1)) {
      for (let last = 0; last < size; last++) {
        yield [...ranks.map((rank) => (rank < last ? rank : rank + 1)), last];
      }
    }
  }
}

/** log size!, the log of their number. */
export function logFactorial(size: number): number {
  let sum = 0;
  for (let i = 2; i <= size; i++) sum += Math.log(i);
  return sum;
}

/** Checks that each rank from 0 to size − 1 is given once. */
export function checkRanks(where: string, size: number, ranks: ArrayLike<number>): void {
  const given = new Set(Array.from(ranks));
  const complete = Array.from({ length: size }, (_, rank) => given.has(rank)).every(Boolean);
  if (complete && ranks.length === size) return;
  const came = `[${Array.from(ranks).join(", ")}]`;
  throw new EbmError(`${where}: \`ranks\` has ${came}, expected each of 0 to ${size - 1} once.`);
}
