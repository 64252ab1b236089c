import { compile } from "@ebm/engine";
import { lbfgs } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import { pause } from "../members/pause.js";
import { type BitRows, denseRows } from "./bit-rows.js";
import type { BitsChainParams } from "./bits-chain-params.js";
import { chainSums } from "./chain-sums.js";

export interface FitBitsChainInputs {
  readonly train: BitRows;
  /** Rows that choose the penalty. */
  readonly validation: BitRows;
  /** The order of the columns. Default: 0, 1, … */
  readonly order?: Int32Array;
  /** Penalties λ, the largest first. Default: from 10⁻² to 3·10⁻⁵ in half decades. */
  readonly penalties?: readonly number[];
  /** Largest number of L-BFGS steps for one penalty. Default: 60. */
  readonly iterations?: number;
  /** Number of threads. Default: 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
}

const PENALTIES = [1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5];

/**
 * Fits a chain by penalized maximum likelihood, which is convex: −mean log p(y) + λ/2 ‖A‖².
 *
 * Penalties go from strong to weak, each started from the one before. Each bit keeps the penalty
 * under which validation rows are most likely.
 */
export async function fitBitsChain(inputs: FitBitsChainInputs): Promise<BitsChainParams> {
  const { train, validation, penalties = PENALTIES, iterations = 60 } = inputs;
  const { threads = 1, signal } = inputs;
  const { dim } = train;
  const { order = Int32Array.from({ length: dim }, (_, i) => i) } = inputs;
  const best = unpack(startOf(train, order), order);
  const bestLosses = columnLosses(best, validation);
  let point: Float64Array = startOf(train, order);
  const y = { data: denseRows(train, order), shape: [train.rows, dim] as const };
  const share = {
    data: Float32Array.from(train.weights, (w) => w / train.total),
    shape: [train.rows, 1] as const,
  };
  const run = compile(objective, { threads });
  try {
    for (const penalty of penalties) {
      const valueAndGrad = async (x: Float64Array, grad: Float64Array): Promise<number> => {
        await pause(signal);
        const { weights, bias } = unpack(x, order);
        const out = await run({
          y,
          share,
          weights: { data: Float32Array.from(weights), shape: [dim, dim] },
          bias: { data: Float32Array.from(bias), shape: [1, dim] },
        });
        grad.set(out.gradBias.data, dim * dim);
        let value = out.loss.data[0]!;
        for (let i = 0; i < dim; i++) {
          for (let j = i + 1; j < dim; j++) {
            const weight = weights[i * dim + j]!;
            value += (penalty / 2) * weight ** 2;
            grad[i * dim + j] = out.gradWeights.data[i * dim + j]! + penalty * weight;
          }
        }
        return value;
      };
      const options = { iterations, gradientTolerance: 1e-6, relativeDecrease: 3e-6, signal };
      point = (await lbfgs({ valueAndGrad, start: point, ...options })).x;
      const fitted = unpack(point, order);
      const losses = columnLosses(fitted, validation);
      let improved = 0;
      for (let j = 0; j < dim; j++) {
        if (losses[j]! >= bestLosses[j]!) continue;
        improved++;
        bestLosses[j] = losses[j]!;
        best.bias[j] = fitted.bias[j]!;
        for (let i = 0; i < j; i++) best.weights[i * dim + j] = fitted.weights[i * dim + j]!;
      }
      if (improved < 0.1 * dim) break;
    }
  } finally {
    await run.dispose();
  }
  return best;
}

/** The weights, then the biases. */
function unpack(point: Float64Array, order: Int32Array): BitsChainParams {
  const size = order.length ** 2;
  return { order, weights: point.slice(0, size), bias: point.slice(size) };
}

/** No weights, and the logits of the smoothed frequencies. */
function startOf({ dim, rows, total, weights, starts, ones }: BitRows, order: Int32Array) {
  const counts = new Float64Array(dim).fill(0.5);
  for (let row = 0; row < rows; row++) {
    for (let i = starts[row]!; i < starts[row + 1]!; i++) counts[ones[i]!]! += weights[row]!;
  }
  const point = new Float64Array(dim * dim + dim);
  for (let j = 0; j < dim; j++) {
    const count = counts[order[j]!]!;
    point[dim * dim + j] = Math.log(count / (total + 1 - count));
  }
  return point;
}

type ObjectiveFeeds = Record<"y" | "share" | "weights" | "bias", tf.Tensor2D>;

/** The negative log-likelihood, and its gradient written out; that of `weights` is not masked. */
function objective({ y, share, weights, bias }: ObjectiveFeeds) {
  const logits = tf.add<tf.Tensor2D>(tf.matMul(y, weights), bias);
  const residuals: tf.Tensor2D = tf.mul(share, tf.sub(tf.sigmoid(logits), y));
  return {
    loss: tf.sum(tf.mul(share, tf.sub(tf.softplus(logits), tf.mul(y, logits)))),
    gradWeights: tf.matMul<tf.Tensor2D>(y, residuals, true),
    gradBias: tf.sum(residuals, 0),
  };
}

/** The negative log-likelihood of each bit given those before it, summed over rows. */
function columnLosses(params: BitsChainParams, rows: BitRows): Float64Array {
  const sums = new Float64Array(rows.dim);
  chainSums(params, rows, (row, _, logits, ones) => {
    const weight = rows.weights[row]!;
    for (let j = 0; j < sums.length; j++) {
      const logit = logits[j]!;
      sums[j]! += weight * (Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))));
    }
    for (let i = 0; i < ones.length; i++) sums[ones[i]!]! -= weight * logits[ones[i]!]!;
  });
  return sums;
}
