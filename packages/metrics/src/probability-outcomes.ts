import { EbmError } from "@ebm/core/errors";

/** Probabilities of events, and whether each happened: 1 or 0. */
export interface ProbabilityOutcomes {
  readonly probabilities: ArrayLike<number>;
  readonly outcomes: ArrayLike<number>;
}

/** Returns the number of predictions. @throws {EbmError} If there are none, or one is invalid. */
export function checkProbabilities(
  where: string,
  { probabilities, outcomes }: ProbabilityOutcomes,
): number {
  const count = probabilities.length;
  if (count === 0 || outcomes.length !== count) {
    throw new EbmError(
      `${where}: \`outcomes\` has ${outcomes.length} entries, expected ${Math.max(1, count)}, as \`probabilities\`.`,
    );
  }
  for (let i = 0; i < count; i++) {
    const p = probabilities[i]!;
    if (!(p >= 0 && p <= 1)) {
      throw new EbmError(`${where}: \`probabilities\`[${i}] is ${p}, expected one from 0 to 1.`);
    }
    if (outcomes[i] !== 0 && outcomes[i] !== 1) {
      throw new EbmError(`${where}: \`outcomes\`[${i}] is ${outcomes[i]}, expected 0 or 1.`);
    }
  }
  return count;
}
