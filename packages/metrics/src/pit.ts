import { checkShare } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
/**
 * Computes the fraction of outcomes inside the central prediction interval of probability `level`. It
 * is close to `level` if predictions are calibrated.
 *
 * @param pit F(y | x) of each outcome under its prediction, from 0 to 1.
 */
export function intervalCoverage(pit: ArrayLike<number>, level: number): number {
  checkPit("intervalCoverage", pit);
  checkShare("intervalCoverage", { level });
  let inside = 0;
  for (let i = 0; i < pit.length; i++) if (Math.abs(2 * pit[i]! - 1) <= level) inside++;
  return inside / pit.length;
}

/**
 * Computes the Kolmogorov–Smirnov distance between F(y | x) and the uniform distribution, which F(y | x)
 * follows if predictions are calibrated. About 1/√n is expected by chance.
 *
 * @param pit F(y | x) of each outcome under its prediction, from 0 to 1.
 */
export function pitDeviation(pit: ArrayLike<number>): number {
  checkPit("pitDeviation", pit);
  const sorted = Float64Array.from(pit).sort();
  let largest = 0;
  for (const [i, value] of sorted.entries()) {
    largest = Math.max(largest, value - i / pit.length, (i + 1) / pit.length - value);
  }
  return largest;
}

function checkPit(where: string, pit: ArrayLike<number>): void {
  if (pit.length === 0) throw new EbmError(`${where}: \`pit\` is empty, expected numbers.`);
  for (let i = 0; i < pit.length; i++) {
    if (pit[i]! >= 0 && pit[i]! <= 1) continue;
    throw new EbmError(`${where}: \`pit\` has ${pit[i]} at ${i}, expected a number from 0 to 1.`);
  }
}
