import { EbmError } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { pause } from "./pause.js";

/** y ≈ x·weights + bias. */
export interface Linear {
  /** Shape [features, outputs]. */
  readonly weights: Matrix;
  /** Shape [outputs]. */
  readonly bias: Float32Array;
}

export interface FittedRidge {
  readonly linear: Linear;
  /** The penalty chosen. */
  readonly penalty: number;
  /** The prediction of each row by a fit without it. Shape [rows, outputs]. */
  readonly leftOut: Matrix;
}

export interface FitRidgeInputs {
  /** Shape [rows, features]. Scale the columns alike. */
  readonly x: Matrix;
  /** Shape [rows, outputs]. */
  readonly y: Matrix;
  /** Penalties λ to choose from. Default: 0.1, 1, 10, 100. */
  readonly penalties?: readonly number[];
  readonly signal?: AbortSignal | undefined;
}

/** Number of rows between pauses. */
const BLOCK = 256;

/**
 * Fits ridge regressions: minimizes ‖y − xW − b‖² + λ‖W‖² with the λ of the least leave-one-out
 * error, which has a closed form: (y − ŷ) / (1 − h), h the leverage of the row. In float64.
 *
 * The cost is rows · features² for each λ, so it suits up to a few hundred features.
 */
export async function fitRidge(inputs: FitRidgeInputs): Promise<FittedRidge> {
  const { x, y, penalties = [0.1, 1, 10, 100], signal } = inputs;
  const [rows, features] = x.shape;
  const outputs = y.shape[1];
  if (rows < 2 || y.shape[0] !== rows) {
    throw new EbmError(`fitRidge: \`y\` has ${y.shape[0]} rows, expected ${Math.max(2, rows)}.`);
  }
  const [xs, ys] = [centered(x), centered(y)];
  const gram = new Float64Array(features * features);
  const moments = new Float64Array(features * outputs);
  for (let row = 0; row < rows; row++) {
    if (row % BLOCK === 0) await pause(signal);
    for (let a = 0; a < features; a++) {
      const value = xs.data[row * features + a]!;
      if (value === 0) continue;
      for (let b = 0; b <= a; b++) gram[a * features + b]! += value * xs.data[row * features + b]!;
      for (let j = 0; j < outputs; j++) {
        moments[a * outputs + j]! += value * ys.data[row * outputs + j]!;
      }
    }
  }
  let best: (FittedRidge & { readonly error: number }) | undefined;
  for (const penalty of penalties) {
    const factor = cholesky(gram, features, penalty);
    const weights = new Float32Array(features * outputs);
    for (let j = 0; j < outputs; j++) {
      const column = Float64Array.from({ length: features }, (_, a) => moments[a * outputs + j]!);
      forward(factor, column);
      backward(factor, column);
      for (let a = 0; a < features; a++) weights[a * outputs + j] = column[a]!;
    }
    const leftOut = new Float32Array(rows * outputs);
    let error = 0;
    for (let row = 0; row < rows; row++) {
      if (row % BLOCK === 0) await pause(signal);
      const own = xs.data.slice(row * features, (row + 1) * features);
      const half = forward(factor, own.slice());
      const leverage = half.reduce((sum, value) => sum + value * value, 1 / rows);
      for (let j = 0; j < outputs; j++) {
        let fitted = 0;
        for (let a = 0; a < features; a++) fitted += own[a]! * weights[a * outputs + j]!;
        const truth = ys.data[row * outputs + j]!;
        const residual = (truth - fitted) / Math.max(1e-6, 1 - leverage);
        error += residual ** 2;
        leftOut[row * outputs + j] = truth - residual + ys.means[j]!;
      }
    }
    if (best && !(error < best.error)) continue;
    const bias = Float32Array.from(ys.means, (mean, j) => {
      return xs.means.reduce((sum, value, a) => sum - value * weights[a * outputs + j]!, mean);
    });
    const linear = { weights: { data: weights, shape: [features, outputs] as const }, bias };
    best = { linear, penalty, error, leftOut: { data: leftOut, shape: y.shape } };
  }
  const { error: _, ...fitted } = best!;
  return fitted;
}

function centered({ data, shape: [rows, columns] }: Matrix) {
  const means = new Float64Array(columns);
  for (let i = 0; i < data.length; i++) means[i % columns]! += data[i]! / rows;
  return { means, data: Float64Array.from(data, (value, i) => value - means[i % columns]!) };
}

/** The lower factor of gram + penalty, of which the lower half is read. */
function cholesky(gram: Float64Array, size: number, penalty: number): Float64Array {
  const factor = gram.slice();
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = factor[i * size + j]! + (i === j ? penalty : 0);
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!;
      factor[i * size + j] =
        i === j ? Math.sqrt(Math.max(sum, penalty)) : sum / factor[j * size + j]!;
    }
  }
  return factor;
}

/** Solves factor · z = b in place. */
function forward(factor: Float64Array, b: Float64Array): Float64Array {
  for (let i = 0; i < b.length; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * b.length + k]! * b[k]!;
    b[i] = sum / factor[i * b.length + i]!;
  }
  return b;
}

/** Solves factorᵀ · z = b in place. */
function backward(factor: Float64Array, b: Float64Array): Float64Array {
  for (let i = b.length - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < b.length; k++) sum -= factor[k * b.length + i]! * b[k]!;
    b[i] = sum / factor[i * b.length + i]!;
  }
  return b;
}
