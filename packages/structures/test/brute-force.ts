import type * as tf from "@tensorflow/tfjs-core";

export const show = (y: readonly number[]): string => y.map((v) => v.toFixed(3)).join(" ");

export const membersOf = (ys: tf.Tensor): string[] => (ys.arraySync() as number[][]).map(show);

export const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * b[i]!, 0);

export function rowsOf(values: ArrayLike<number>, dim: number): number[][] {
  return Array.from({ length: values.length / dim }, (_, row) =>
    Array.from(values).slice(row * dim, (row + 1) * dim),
  );
}

/** Computes ⟨θ, y⟩ for each row θ and each member y. */
export function innerProducts(values: ArrayLike<number>, all: readonly number[][]): number[][] {
  return rowsOf(values, all[0]!.length).map((theta) => all.map((y) => dot(y, theta)));
}

export function logSumExp(values: readonly number[]): number {
  const max = Math.max(...values);
  return max + Math.log(values.reduce((sum, v) => sum + Math.exp(v - max), 0));
}

/** Computes the mean and covariance of y under p(y) ∝ exp⟨θ, y⟩, for each row θ. */
export function moments(
  values: ArrayLike<number>,
  all: readonly number[][],
): { mean: number[]; covariance: number[][] }[] {
  return innerProducts(values, all).map((products) => {
    const total = logSumExp(products);
    const p = products.map((product) => Math.exp(product - total));
    const expect = (f: (y: number[]) => number): number => dot(p, all.map(f));
    const mean = all[0]!.map((_, i) => expect((y) => y[i]!));
    const covariance = mean.map((a, i) =>
      mean.map((b, j) => expect((y) => (y[i]! - a) * (y[j]! - b))),
    );
    return { mean, covariance };
  });
}

/** Returns the largest chi-squared statistic that chance allows. */
export function chiSquaredLimit(freedom: number): number {
  return freedom + 4 * Math.sqrt(2 * freedom);
}
