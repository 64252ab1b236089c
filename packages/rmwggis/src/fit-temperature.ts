import { EbmError } from "@ebm/core";
import { checkCount } from "@ebm/core/check";

export interface FitTemperatureOptions {
  /**
   * Number of consecutive log-ratios of one variable: K − 1, or K if x itself is included at −1e30.
   * Default: 1.
   */
  readonly alternatives?: number;
}

/**
 * Finds the inverse temperature β at which p ∝ exp(−βE) has the highest pseudo-likelihood. It
 * minimizes the mean of log(1 + Σ exp βD) over variables, which is convex, to about 12 digits.
 *
 * β is about 4 after training with `squaredRatio()`, and 1 with a consistent objective.
 *
 * @param logRatios D = E(x) − E(x′) for neighbors x′ of the data. Finite.
 * @throws {EbmError} If no D is above 0, so that no finite β is optimal.
 */
export function fitTemperature(
  logRatios: ArrayLike<number>,
  { alternatives = 1 }: FitTemperatureOptions = {},
): number {
  check(logRatios, alternatives);
  if (slope(0, logRatios, alternatives) >= 0) return 0;
  let [low, high] = [0, 1];
  while (slope(high, logRatios, alternatives) < 0) [low, high] = [high, 2 * high];
  for (;;) {
    const middle = (low + high) / 2;
    if (high - low < 1e-12 * high || middle === low || middle === high) return middle;
    if (slope(middle, logRatios, alternatives) < 0) low = middle;
    else high = middle;
  }
}

/** Computes the derivative in β: the mean of D over the values of each variable, where D(x) = 0. */
function slope(beta: number, logRatios: ArrayLike<number>, alternatives: number): number {
  let total = 0;
  for (let start = 0; start < logRatios.length; start += alternatives) {
    let most = 0;
    for (let k = 0; k < alternatives; k++) most = Math.max(most, beta * logRatios[start + k]!);
    let [mass, sum] = [Math.exp(-most), 0];
    for (let k = 0; k < alternatives; k++) {
      const D = logRatios[start + k]!;
      const weight = Math.exp(beta * D - most);
      mass += weight;
      sum += weight * D;
    }
    total += sum / mass;
  }
  return total;
}

function check(logRatios: ArrayLike<number>, alternatives: number): void {
  const values = Array.from(logRatios ?? []);
  const wrong = values.find((D) => !Number.isFinite(D));
  if (wrong !== undefined) {
    throw new EbmError(`fitTemperature: \`logRatios\` has ${wrong}, expected finite numbers.`);
  }
  checkCount("fitTemperature", { alternatives });
  if (values.length % alternatives !== 0) {
    throw new EbmError(
      `fitTemperature: \`logRatios\` has ${values.length} entries, expected a multiple of ${alternatives}.`,
    );
  }
  if (!values.some((D) => D > 0)) {
    throw new EbmError(
      "fitTemperature: `logRatios` has no entry above 0, so no finite β is optimal.",
    );
  }
}
