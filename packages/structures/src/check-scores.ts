import { EbmError } from "@ebm/core";

/** Checks that there is a score for each entry of a member. */
export function checkScores(where: string, scores: ArrayLike<number>, dim: number): void {
  if (scores.length === dim) return;
  throw new EbmError(`${where}: \`scores\` has ${scores.length} entries, expected ${dim}.`);
}
