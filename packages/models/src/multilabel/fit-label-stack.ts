import { mean } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import * as tf from "@tensorflow/tfjs-core";
import { bernoulliLoss } from "../members/bernoulli-loss.js";
import { type FittedStack, fitStack } from "../members/fit-stack.js";
import { stackScores } from "../members/stack-scores.js";
import type { LabelSets } from "./label-sets.js";
import { multilabelLosses } from "./multilabel-losses.js";
import { sharedLogits } from "./smoothed-logits.js";

export interface FitLabelStackInputs extends Pick<LabelSets, "frequencies" | "varies"> {
  /** Out-of-fold logits of each member, relative to the frequencies. Each of shape [rows, labels]. */
  readonly scores: readonly Matrix[];
  /** 0, 1, or NaN where unknown. Shape [rows, labels]. */
  readonly y: Matrix;
  readonly signal?: AbortSignal | undefined;
}

export interface FittedLabelStack extends Pick<LabelSets, "stack" | "share"> {
  /** L(x) of the rows. Shape [rows, labels]. */
  readonly logits: Matrix;
}

/**
 * Fits the stack of members. A share of the label frequencies in the probabilities is fitted too, and
 * kept if rows gain more than two standard errors: where some labels are unlike all others, sharp
 * logits and a small share are better than dull ones. The label frequencies are used if they are better.
 */
export async function fitLabelStack(inputs: FitLabelStackInputs): Promise<FittedLabelStack> {
  const { scores, y, frequencies, varies, signal } = inputs;
  const base = frequencies.map((p) => Math.log(p / (1 - p)));
  const none = {
    stack: { weights: new Float32Array(scores.length), bias: base },
    share: 0,
    logits: { data: y.data.map((_, i) => base[i % base.length]!), shape: y.shape },
  };
  if (scores.length === 0) return none;
  const known = { data: y.data.map((v) => (Number.isNaN(v) ? -1 : v)), shape: y.shape };
  const fit = async (isMixed: boolean) => {
    const found: FittedStack = await fitStack({
      scores,
      y: known,
      rowLoss: (logits, targets, share) =>
        isMixed
          ? sharedLoss(logits, targets, { share, frequencies })
          : bernoulliLoss(logits, targets),
      isMixed,
      bias: base,
      signal,
    });
    const bias = found.bias.map((b, j) => (varies[j] ? b : base[j]!));
    const { weights, share } = found;
    const stack = { weights, bias };
    const logits = sharedLogits(stackScores(stack, scores), { share, frequencies });
    return { stack, share, logits, losses: multilabelLosses(logits, y) };
  };
  const [plain, mixed] = [await fit(false), await fit(true)];
  const gains = plain.losses.map((loss, row) => loss - mixed.losses[row]!);
  const gain = mean(gains);
  const variance = mean(gains.map((value) => (value - gain) ** 2)) / gains.length;
  const best = gain > 2 * Math.sqrt(variance) ? mixed : plain;
  return mean(best.losses) < mean(multilabelLosses(none.logits, y)) ? best : none;
}

/** The loss of labels whose probabilities have a share of the label frequencies. */
function sharedLoss(
  logits: tf.Tensor2D,
  y: tf.Tensor2D,
  { share, frequencies }: { readonly share: tf.Scalar; readonly frequencies: Float32Array },
): tf.Tensor1D {
  const sign = tf.sub(tf.mul(2, y), 1);
  const own = tf.sub(tf.log1p(tf.neg(share)), tf.softplus(tf.neg(tf.mul(sign, logits))));
  const [ones, zeros] = [frequencies, frequencies.map((p) => 1 - p)].map((p) =>
    tf.tensor1d(p.map(Math.log)),
  );
  const other = tf.add(tf.log(share), tf.add(tf.mul(y, ones!), tf.mul(tf.sub(1, y), zeros!)));
  const losses = tf.neg(tf.logSumExp(tf.stack([own, other]), 0));
  return tf.sum(tf.where(tf.greaterEqual(y, 0), losses, tf.zerosLike(losses)), 1);
}
