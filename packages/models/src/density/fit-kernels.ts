import { type Matrix, takeRows } from "@ebm/datasets";
import { factorize } from "@ebm/snl";
import type { Kernels } from "./density-part.js";

export interface FitKernelsInputs {
  /** Numbers after scaling. Shape [rows, columns]. */
  readonly z: Matrix;
  readonly folds: Int32Array;
  /** The deviation of a kernel, relative to that of all rows. */
  readonly bandwidth: number;
  /** Added to the variance of each column. Shape [columns]. */
  readonly noise: ArrayLike<number>;
}

/** The share of the covariance of all rows that is left out off the diagonal. */
const SHRINKAGE = 0.05;

/** Puts a kernel at each row, whose covariance is h² times that of all rows, plus the noise. */
export function fitKernels({ z, folds, bandwidth, noise }: FitKernelsInputs): Kernels {
  const count = Math.max(...folds) + 1;
  const order = Int32Array.from(folds.keys()).sort((a, b) => folds[a]! - folds[b]!);
  const sizes = new Array<number>(count).fill(0);
  for (const fold of folds) sizes[fold]!++;
  const { factor, whitener } = factorize("fitKernels", kernelCovariance({ z, bandwidth, noise }));
  const without = [...sizes.keys()];
  return { rows: takeRows(z, order), sizes, without, factor, whitener };
}

function kernelCovariance({
  z,
  bandwidth,
  noise,
}: Pick<FitKernelsInputs, "z" | "bandwidth" | "noise">): number[][] {
  const [rows, columns] = z.shape;
  const mean = new Float64Array(columns);
  for (let i = 0; i < z.data.length; i++) mean[i % columns]! += z.data[i]! / rows;
  return Array.from({ length: columns }, (_, a) =>
    Array.from({ length: columns }, (_, b) => {
      let sum = 0;
      for (let row = 0; row < rows; row++) {
        sum += (z.data[row * columns + a]! - mean[a]!) * (z.data[row * columns + b]! - mean[b]!);
      }
      const covariance = (sum / rows) * bandwidth ** 2;
      return a === b ? covariance + noise[a]! : (1 - SHRINKAGE) * covariance;
    }),
  );
}
