import { EbmError } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import { lbfgs } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import type { Linear } from "./fit-ridge.js";
import { pause } from "./pause.js";

export interface FittedLogistic {
  /** Logits as a function of x: the mean of the fits of all folds. */
  readonly linear: Linear;
  /** The penalty chosen. */
  readonly penalty: number;
  /** Logits of each row by a fit that did not see it. Shape [rows, labels]. */
  readonly outOfFold: Matrix;
}

export interface FitLogisticInputs {
  /** Shape [rows, features]. Scale the columns alike. */
  readonly x: Matrix;
  /** 0, 1, or NaN where unknown. Shape [rows, labels]. */
  readonly y: Matrix;
  /** The fold of each row. */
  readonly folds: Int32Array;
  /** Penalties λ, the largest first. Default: from 1 to 10⁻⁴ in half decades. */
  readonly penalties?: readonly number[];
  /** Largest number of L-BFGS steps for one penalty and fold. Default: 40. */
  readonly iterations?: number;
  /** Number of threads. Default: 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
}

type Feeds = Record<"x" | "y" | "weight" | "w" | "b", tf.Tensor2D>;

/**
 * Fits a logistic regression for each label, all at once and for each fold:
 *
 *   mean over rows Σⱼ [softplus(lⱼ) − yⱼ lⱼ] + λ/2 ‖W‖²,   l = xW + b.
 *
 * Penalties go from strong to weak, each started from the one before, until the loss of rows
 * outside the folds rises twice. All labels share the best.
 */
export async function fitLogistic(inputs: FitLogisticInputs): Promise<FittedLogistic> {
  const { x, y, folds, iterations = 40, threads = 1, signal } = inputs;
  const { penalties = Array.from({ length: 9 }, (_, i) => 10 ** (-i / 2)) } = inputs;
  const [rows, features] = x.shape;
  const labels = y.shape[1];
  if (y.shape[0] !== rows || folds.length !== rows) {
    throw new EbmError(`fitLogistic: \`y\` has ${y.shape[0]} rows, expected ${rows}.`);
  }
  const count = Math.max(...folds) + 1;
  const size = features * labels;
  const targets = { data: y.data.map((value) => value || 0), shape: y.shape };
  const value = compile(objective, { threads });
  const logits = compile(
    ({ x, w, b }: Pick<Feeds, "x" | "w" | "b">) => tf.add(tf.matMul(x, w), b),
    { threads },
  );
  let points: Float64Array[] = Array.from({ length: count }, () => biasesOf(y, features));
  let best: { penalty: number; points: Float64Array[]; outOfFold: Matrix } | undefined;
  let [bestLoss, worse] = [Infinity, 0];
  try {
    for (const penalty of penalties) {
      const outOfFold = new Float32Array(rows * labels);
      const next: Float64Array[] = [];
      for (let fold = 0; fold < count; fold++) {
        const weight = { data: weightsOf(y, folds, fold), shape: y.shape };
        const valueAndGrad = async (point: Float64Array, grad: Float64Array): Promise<number> => {
          await pause(signal);
          const { w, b } = unpack(point, features, labels);
          const out = await value({ x, y: targets, weight, w, b });
          let loss = out.loss.data[0]!;
          for (let i = 0; i < size; i++) {
            loss += (penalty / 2) * point[i]! ** 2;
            grad[i] = out.gradW.data[i]! + penalty * point[i]!;
          }
          grad.set(out.gradB.data, size);
          return loss;
        };
        const start = points[fold]!;
        const options = { iterations, gradientTolerance: 1e-5, relativeDecrease: 1e-5, signal };
        const { x: point } = await lbfgs({ valueAndGrad, start, ...options });
        next.push(point);
        const { output } = await logits({ x, ...unpack(point, features, labels) });
        for (let i = 0; i < output.data.length; i++) {
          if (folds[Math.floor(i / labels)] === fold) outOfFold[i] = output.data[i]!;
        }
      }
      points = next;
      const loss = meanLoss(outOfFold, y);
      if (loss < bestLoss) {
        best = { penalty, points, outOfFold: { data: outOfFold, shape: y.shape } };
        bestLoss = loss;
        worse = 0;
      } else if (++worse === 2) break;
    }
  } finally {
    await Promise.all([value.dispose(), logits.dispose()]);
  }
  if (!best) throw new EbmError("fitLogistic: `penalties` is empty, expected at least one.");
  const mean = new Float32Array(size + labels);
  for (const point of best.points) {
    for (let i = 0; i < mean.length; i++) mean[i]! += point[i]! / count;
  }
  const weights = { data: mean.slice(0, size), shape: [features, labels] as const };
  const { penalty, outOfFold } = best;
  return { linear: { weights, bias: mean.slice(size) }, penalty, outOfFold };
}

/** The weighted loss, and its gradient written out. */
function objective({ x, y, weight, w, b }: Feeds) {
  const logits = tf.add(tf.matMul(x, w), b);
  const losses = tf.sub(tf.softplus(logits), tf.mul(y, logits));
  const residuals = tf.mul(weight, tf.sub(tf.sigmoid(logits), y)) as tf.Tensor2D;
  return {
    loss: tf.sum(tf.mul(weight, losses)),
    gradW: tf.matMul(x, residuals, true),
    gradB: tf.sum(residuals, 0),
  };
}

function unpack(point: Float64Array, features: number, labels: number) {
  const data = Float32Array.from(point);
  const size = features * labels;
  return {
    w: { data: data.subarray(0, size), shape: [features, labels] as const },
    b: { data: data.subarray(size), shape: [1, labels] as const },
  };
}

/** 1 / rows where a label of a row outside the fold is known, else 0. */
function weightsOf(y: Matrix, folds: Int32Array, fold: number): Float32Array {
  const rows = folds.reduce((sum, own) => sum + Number(own !== fold), 0);
  return y.data.map((value, i) => {
    return Number.isNaN(value) || folds[Math.floor(i / y.shape[1])] === fold ? 0 : 1 / rows;
  });
}

/** No weights, and the logits of the label frequencies. */
function biasesOf({ data, shape: [, labels] }: Matrix, features: number): Float64Array {
  const point = new Float64Array((features + 1) * labels);
  for (let j = 0; j < labels; j++) {
    let [ones, known] = [0.5, 1];
    for (let i = j; i < data.length; i += labels) {
      if (Number.isNaN(data[i]!)) continue;
      ones += data[i]!;
      known++;
    }
    point[features * labels + j] = Math.log(ones / (known - ones));
  }
  return point;
}

function meanLoss(logits: Float32Array, { data, shape }: Matrix): number {
  let sum = 0;
  for (let i = 0; i < data.length; i++) {
    if (Number.isNaN(data[i]!)) continue;
    const logit = logits[i]!;
    sum += Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - data[i]! * logit;
  }
  return sum / shape[0];
}
