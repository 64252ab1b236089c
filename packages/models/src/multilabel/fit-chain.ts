import { EbmError } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import { lbfgs } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import { bernoulliLoss } from "../members/bernoulli-loss.js";
import { pause } from "../members/pause.js";
import type { LabelChain } from "./label-chain.js";

export interface FittedChain {
  /** The mean of the fits of all folds. */
  readonly chain: LabelChain;
  /** The penalty chosen. */
  readonly penalty: number;
  /** −log p(y|x) of each row by a fit that did not see it. Shape [rows]. */
  readonly losses: Float64Array;
}

export interface FitChainInputs {
  /** Out-of-fold logits L. Shape [rows, labels]. */
  readonly logits: Matrix;
  /** 0, 1, or NaN where unknown. Shape [rows, labels]. */
  readonly y: Matrix;
  /** The labels, first to last. */
  readonly order: Int32Array;
  /** The fold of each row. */
  readonly folds: Int32Array;
  /** Penalties λ, the largest first. */
  readonly penalties: readonly number[];
  /** Largest number of L-BFGS steps for one penalty and fold. Default: 40. */
  readonly iterations?: number;
  /** Number of threads. Default: 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
}

type Feeds = Record<"logits" | "y" | "surprise" | "weight" | "mask" | "s" | "b" | "a", tf.Tensor2D>;

/**
 * Fits a chain, a convex problem:
 *
 *   mean −log p(y|x) + λ/2 ‖A‖² + 0.01/2 ‖s − 1‖² + 0.001/2 ‖b‖².
 *
 * λ goes from strong to weak until the loss outside the folds rises twice.
 */
export async function fitChain(inputs: FitChainInputs): Promise<FittedChain> {
  const { logits, y, order, folds, penalties, threads = 1, signal } = inputs;
  const [rows, labels] = y.shape;
  const count = Math.max(...folds) + 1;
  const weights = Array.from({ length: count }, (_, fold) => weightsOf(y, folds, fold));
  const feeds = {
    logits,
    y: { data: y.data.map((value) => (Number.isNaN(value) ? -1 : value)), shape: y.shape },
    surprise: { data: surpriseOf(logits, y), shape: y.shape },
    mask: { data: maskOf(order), shape: [labels, labels] as const },
  };
  const run = compile(objective, { threads });
  let points: Float64Array[] = Array.from({ length: count }, () => {
    return new Float64Array(labels * (labels + 2)).fill(1, 0, labels);
  });
  let best: { penalty: number; points: Float64Array[]; losses: Float64Array } | undefined;
  let [bestLoss, worse] = [Infinity, 0];
  try {
    for (const penalty of penalties) {
      const losses = new Float64Array(rows);
      const next: Float64Array[] = [];
      for (const [fold, weight] of weights.entries()) {
        const valueAndGrad = async (point: Float64Array, grad: Float64Array): Promise<number> => {
          await pause(signal);
          const fed = { ...feeds, weight: { data: weight, shape: y.shape } };
          const out = await run({ ...fed, ...unpack(point, labels) });
          grad.set(out.gradS.data);
          grad.set(out.gradB.data, labels);
          grad.set(out.gradA.data, 2 * labels);
          return out.loss.data[0]! + penalize(point, grad, { labels, penalty });
        };
        const { x } = await lbfgs({
          valueAndGrad,
          start: points[fold]!,
          iterations: inputs.iterations ?? 40,
          gradientTolerance: 1e-5,
          relativeDecrease: 1e-5,
          signal,
        });
        next.push(x);
        const weight1 = { data: weight, shape: y.shape };
        const out = await run({ ...feeds, weight: weight1, ...unpack(x, labels) });
        for (let row = 0; row < rows; row++) {
          if (folds[row] === fold) losses[row] = out.losses.data[row]!;
        }
      }
      points = next;
      const loss = losses.reduce((sum, value) => sum + value / rows, 0);
      if (loss < bestLoss) {
        best = { penalty, points, losses };
        bestLoss = loss;
        worse = 0;
      } else if (++worse === 2) break;
    }
  } finally {
    await run.dispose();
  }
  if (!best) throw new EbmError("fitChain: `penalties` is empty, expected at least one.");
  const { penalty, losses } = best;
  return { chain: meanChain(best.points, order), penalty, losses };
}

/** The weighted loss, its gradient written out, and the loss of each row by all known labels. */
function objective({ logits, y, surprise, weight, mask, s, b, a }: Feeds) {
  const coupled = tf.matMul(surprise, tf.mul(a, mask) as tf.Tensor2D);
  const own = tf.add(tf.add(tf.mul(logits, s), b), coupled) as tf.Tensor2D;
  const losses = tf.sub(tf.softplus(own), tf.mul(y, own));
  const residuals = tf.mul(weight, tf.sub(tf.sigmoid(own), y)) as tf.Tensor2D;
  return {
    loss: tf.sum(tf.mul(weight, losses)),
    losses: bernoulliLoss(own, y),
    gradS: tf.sum(tf.mul(residuals, logits), 0),
    gradB: tf.sum(residuals, 0),
    gradA: tf.mul(tf.matMul(surprise, residuals, true), mask),
  };
}

/** Adds the gradient of the penalty, and returns its value. */
function penalize(
  point: Float64Array,
  grad: Float64Array,
  { labels, penalty }: { readonly labels: number; readonly penalty: number },
): number {
  let value = 0;
  for (let i = 0; i < point.length; i++) {
    const weight = i < labels ? 0.01 : i < 2 * labels ? 0.001 : penalty;
    const away = point[i]! - (i < labels ? 1 : 0);
    value += (weight / 2) * away * away;
    grad[i]! += weight * away;
  }
  return value;
}

function unpack(point: Float64Array, labels: number) {
  const data = Float32Array.from(point);
  return {
    s: { data: data.subarray(0, labels), shape: [1, labels] as const },
    b: { data: data.subarray(labels, 2 * labels), shape: [1, labels] as const },
    a: { data: data.subarray(2 * labels), shape: [labels, labels] as const },
  };
}

/** y − σ(L), or 0 where y is unknown. */
function surpriseOf(logits: Matrix, y: Matrix): Float32Array {
  return y.data.map((value, i) => {
    if (Number.isNaN(value)) return 0;
    return value - 1 / (1 + Math.exp(-logits.data[i]!));
  });
}

/** 1 where label i comes before label j. */
function maskOf(order: Int32Array): Float32Array {
  const mask = new Float32Array(order.length ** 2);
  for (const [place, i] of order.entries()) {
    for (const j of order.subarray(place + 1)) mask[i * order.length + j] = 1;
  }
  return mask;
}

function weightsOf(y: Matrix, folds: Int32Array, fold: number): Float32Array {
  const rows = folds.reduce((sum, own) => sum + Number(own !== fold), 0);
  return y.data.map((value, i) => {
    return Number.isNaN(value) || folds[Math.floor(i / y.shape[1])] === fold ? 0 : 1 / rows;
  });
}

function meanChain(points: readonly Float64Array[], order: Int32Array): LabelChain {
  const labels = order.length;
  const mean = new Float32Array(points[0]!.length);
  for (const point of points) {
    for (let i = 0; i < mean.length; i++) mean[i]! += point[i]! / points.length;
  }
  return {
    order,
    scale: mean.slice(0, labels),
    bias: mean.slice(labels, 2 * labels),
    couplings: { data: mean.slice(2 * labels), shape: [labels, labels] },
  };
}
