import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";

/** Chains that are split in two, so that a chain that drifts disagrees with itself. */
export interface SplitChains {
  /** The first and second halves, minus their means. An odd sample in the middle is dropped. */
  readonly halves: readonly Float64Array[];
  /** W, the mean of the variances of the halves. */
  readonly within: number;
  /** (n − 1)/n·W + B/n, where B/n is the variance of the means of the halves. */
  readonly pooled: number;
}

/** @throws {EbmError} If a chain has fewer than 4 samples, or if one is not finite. */
export function splitChains(where: string, matrix: MatrixLike): SplitChains {
  checkMatrix(where, { draws: matrix });
  const {
    data,
    shape: [chains, draws],
  } = matrix;
  if (chains < 1 || draws < 4) {
    throw new EbmError(
      `${where}: \`draws\` has shape [${chains}, ${draws}], expected at least one chain of at least 4 samples.`,
    );
  }
  if (data.length !== chains * draws) {
    throw new EbmError(
      `${where}: \`draws.data\` has ${data.length} entries, expected ${chains} · ${draws}.`,
    );
  }
  const values = Float64Array.from(data);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    const at = `[${Math.floor(wrong / draws)}, ${wrong % draws}]`;
    throw new EbmError(
      `${where}: \`draws\` has ${values[wrong]} at ${at}, expected a finite number.`,
    );
  }
  const n = Math.floor(draws / 2);
  const starts = Array.from({ length: chains }, (_, i) => [i * draws, (i + 1) * draws - n]).flat();
  const parts = starts.map((start) => values.subarray(start, start + n));
  const means = parts.map(mean);
  const halves = parts.map((part, i) => part.map((value) => value - means[i]!));
  const within = mean(halves.map((half) => sumOfSquares(half) / (n - 1)));
  const center = mean(means);
  const between = sumOfSquares(means.map((m) => m - center)) / (means.length - 1);
  return { halves, within, pooled: ((n - 1) / n) * within + between };
}

function mean(values: ArrayLike<number>): number {
  // shifted by the first value before the mean, so that constants have exactly zero variance
  const first = values[0]!;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! - first;
  return first + sum / values.length;
}

function sumOfSquares(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return sum;
}
