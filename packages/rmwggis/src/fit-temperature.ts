import { EbmError } from "@ebm/core";
import { checkCount } from "@ebm/core/check";

export interface FitTemperatureOptions {
  /**
   * Number of consecutive log-ratios that belong to one variable: K − 1, or K with those of x at
   * −1e30. Default: 1.
   */
  readonly alternatives?: number;
}

/**
 * The inverse temperature β at which the model p ∝ exp(−βE) has the highest pseudo-likelihood:
 * the least mean log(1 + Σ exp βD) over variables, a convex function, to 12 digits or so.
 *
 * It is about 4 after learning with `squaredRatio()`, and 1 with a consistent objective.
 *
 * @param logRatios D = E(x) − E(x′) of neighbours x′ of data, finite.
 * @throws {EbmError} If no D is above 0, where the higher β, the better.
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

/** The derivative in β: of each variable, the mean of D over its values, 0 at its own. */
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
    throw new EbmError("fitTemperature: `logRatios` has none above 0, so that no β is the best.");
  }
}
