import { mean } from "@ebm/core/float64";
import { compile } from "@ebm/engine";
import { lbfgs } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import { pause } from "../members/pause.js";
import type { BitColumns } from "./bit-columns.js";
import { type BitRows, denseRows } from "./bit-rows.js";
import type { BitsChainParams } from "./bits-chain-params.js";
import { chainLayout } from "./chain-layout.js";
import { chainSums } from "./chain-sums.js";
import { columnLogPartition } from "./column-log-partition.js";
import { columnLogPartitions } from "./column-log-partitions.js";
import { frequenciesOf } from "./frequencies-of.js";

export interface FitBitsChainInputs {
  readonly train: BitRows;
  /** Rows that choose the penalty. */
  readonly validation: BitRows;
  /** The order of the columns. Default: 0, 1, … */
  readonly order?: Int32Array;
  /** Penalties λ, the largest first. Default: from 10⁻² to 3·10⁻⁶ in half decades. */
  readonly penalties?: readonly number[];
  /** Largest number of L-BFGS steps for one penalty. Default: 60. */
  readonly iterations?: number;
  /** Number of threads. Default: 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface FittedBitsChain {
  readonly chain: BitsChainParams;
  /** The geometric mean of the penalties of the columns; the largest one if all are independent. */
  readonly penalty: number;
}

const PENALTIES = [1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6];

/** Penalties before these for fewer training rows than 2000. */
const STRONG = [1, 0.3, 0.1, 0.03];
const FEW_ROWS = 2000;

/** With fewer validation rows, columns share a penalty: the best of each would be chosen by chance. */
const ENOUGH_ROWS = 200;

/**
 * Fits a chain by penalized maximum likelihood, which is convex: −mean log p(y) + λ/2 ‖A‖².
 *
 * Penalties go from strong to weak, each started from the one before. Each column keeps the penalty
 * under which validation rows are most likely; of fewer than 200 such rows, all columns keep the same.
 */
export async function fitBitsChain(inputs: FitBitsChainInputs): Promise<FittedBitsChain> {
  const { train, validation, iterations = 60 } = inputs;
  const isSmall = train.total < FEW_ROWS;
  const { penalties = isSmall ? [...STRONG, ...PENALTIES] : PENALTIES } = inputs;
  const { threads = 1, signal } = inputs;
  const { dim, width, levels } = train.columns;
  const { order = Int32Array.from({ length: dim }, (_, i) => i) } = inputs;
  const { ordered, positions } = chainLayout(levels, order);
  const { offsets, columnOf } = ordered;
  const unpack = (point: Float64Array): BitsChainParams => ({
    levels,
    order,
    weights: point.slice(0, width ** 2),
    bias: point.slice(width ** 2),
  });
  let point: Float64Array = startOf(train, positions);
  const best = unpack(point);
  const bestLosses = columnLosses(best, ordered, validation);
  const logPenalties = new Float64Array(dim).fill(Math.log(penalties[0]!));
  const y = { data: denseRows(train, positions), shape: [train.rows, width] as const };
  const share = {
    data: Float32Array.from(train.weights, (w) => w / train.total),
    shape: [train.rows, 1] as const,
  };
  const run = compile(objectiveOf(ordered), { threads });
  try {
    for (const penalty of penalties) {
      const valueAndGrad = async (x: Float64Array, grad: Float64Array): Promise<number> => {
        await pause(signal);
        const { weights, bias } = unpack(x);
        const out = await run({
          y,
          share,
          weights: { data: Float32Array.from(weights), shape: [width, width] },
          bias: { data: Float32Array.from(bias), shape: [1, width] },
        });
        grad.set(out.gradBias.data, width * width);
        let value = out.loss.data[0]!;
        for (let i = 0; i < width; i++) {
          for (let j = offsets[columnOf[i]! + 1]!; j < width; j++) {
            const weight = weights[i * width + j]!;
            value += (penalty / 2) * weight ** 2;
            grad[i * width + j] = out.gradWeights.data[i * width + j]! + penalty * weight;
          }
        }
        return value;
      };
      const options = { iterations, gradientTolerance: 1e-6, relativeDecrease: 3e-6, signal };
      point = (await lbfgs({ valueAndGrad, start: point, ...options })).x;
      const fitted = unpack(point);
      const losses = columnLosses(fitted, ordered, validation);
      const isShared = validation.total < ENOUGH_ROWS;
      const isBetter = isShared && sumOf(losses) < sumOf(bestLosses);
      let improved = 0;
      for (let j = 0; j < dim; j++) {
        if (isShared ? !isBetter : losses[j]! >= bestLosses[j]!) continue;
        improved++;
        bestLosses[j] = losses[j]!;
        logPenalties[j] = Math.log(penalty);
        for (let a = offsets[j]!; a < offsets[j + 1]!; a++) {
          best.bias[a] = fitted.bias[a]!;
          for (let i = 0; i < a; i++) best.weights[i * width + a] = fitted.weights[i * width + a]!;
        }
      }
      if (improved < 0.1 * dim) break;
    }
  } finally {
    await run.dispose();
  }
  return { chain: best, penalty: Math.exp(mean(logPenalties)) };
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** No weights, and the logits of the smoothed frequencies. */
function startOf({ columns, ...rows }: BitRows, positions: Int32Array): Float64Array {
  const { width, columnOf } = columns;
  const frequencies = frequenciesOf({ columns, ...rows });
  const first = new Float64Array(columns.dim).fill(1);
  for (let a = 0; a < width; a++) first[columnOf[a]!]! -= frequencies[a]!;
  const point = new Float64Array(width * width + width);
  for (let a = 0; a < width; a++) {
    point[width * width + positions[a]!] = Math.log(frequencies[a]! / first[columnOf[a]!]!);
  }
  return point;
}

type ObjectiveFeeds = Record<"y" | "share" | "weights" | "bias", tf.Tensor2D>;

/** The negative log-likelihood, and its gradient written out; that of `weights` is not masked. */
function objectiveOf(columns: BitColumns) {
  return ({ y, share, weights, bias }: ObjectiveFeeds) => {
    const logits = tf.add<tf.Tensor2D>(tf.matMul(y, weights), bias);
    const partitions = columnLogPartitions(logits, columns);
    const probabilities =
      columns.largest === 2
        ? tf.sigmoid(logits)
        : tf.exp(tf.sub(logits, tf.gather(partitions, tf.tensor1d(columns.columnOf, "int32"), 1)));
    const residuals: tf.Tensor2D = tf.mul(share, tf.sub(probabilities, y));
    const losses = tf.sub(tf.sum(partitions, 1), tf.sum(tf.mul(y, logits), 1));
    return {
      loss: tf.sum(tf.mul(tf.squeeze(share, [1]), losses)),
      gradWeights: tf.matMul<tf.Tensor2D>(y, residuals, true),
      gradBias: tf.sum(residuals, 0),
    };
  };
}

/** The negative log-likelihood of each column given those before it, summed over rows. */
function columnLosses(
  params: BitsChainParams,
  { dim, offsets, columnOf }: BitColumns,
  rows: BitRows,
): Float64Array {
  const sums = new Float64Array(dim);
  chainSums(params, rows, (row, _, logits, ones) => {
    const weight = rows.weights[row]!;
    for (let j = 0; j < dim; j++) {
      sums[j]! += weight * columnLogPartition(logits, offsets[j]!, offsets[j + 1]!);
    }
    for (const one of ones) sums[columnOf[one]!]! -= weight * logits[one]!;
  });
  return sums;
}
