import type { MatrixLike } from "@ebm/core/matrix";

export interface Moments {
  /** Shape [dim]. */
  readonly mean: number[];
  /** About the mean. Shape [dim, dim]. */
  readonly covariance: number[][];
}

/** Computes the mean and covariance of points with weights of any positive sum. Default weights: 1. */
export function weightedMoments(
  { data, shape: [rows, dim] }: MatrixLike,
  weight: (row: number) => number = () => 1,
): Moments {
  const mean = new Array<number>(dim).fill(0);
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const w = weight(i);
    total += w;
    for (let j = 0; j < dim; j++) mean[j]! += w * data[i * dim + j]!;
  }
  for (let j = 0; j < dim; j++) mean[j]! /= total;

  const covariance = mean.map(() => new Array<number>(dim).fill(0));
  for (let i = 0; i < rows; i++) {
    const w = weight(i) / total;
    for (let j = 0; j < dim; j++) {
      const deviation = w * (data[i * dim + j]! - mean[j]!);
      for (let k = 0; k <= j; k++)
        covariance[j]![k]! += deviation * (data[i * dim + k]! - mean[k]!);
    }
  }
  for (let j = 0; j < dim; j++) for (let k = 0; k < j; k++) covariance[k]![j] = covariance[j]![k]!;
  return { mean, covariance };
}
