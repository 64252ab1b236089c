import * as tf from "@tensorflow/tfjs-core";
import type { LabelChain } from "./label-chain.js";

export interface SampleChainsInputs {
  /** L(x). Shape [batch, labels]. */
  readonly logits: tf.Tensor2D;
  /** Uniforms on [0, 1). Shape [batch, labels + 1]. */
  readonly uniforms: tf.Tensor2D;
}

/**
 * Exact samples of the mean of the distributions of chains: the first uniform picks a chain, and
 * each other one decides a label.
 *
 * @returns 0 or 1. Shape [batch, labels].
 */
export function sampleChains(
  chains: readonly LabelChain[],
  { logits, uniforms }: SampleChainsInputs,
): tf.Tensor2D {
  const [batch, labels] = logits.shape;
  const expected = tf.sigmoid(logits);
  const picks = tf.slice(uniforms, [0, 0], [batch, 1]);
  const noise = tf.slice(uniforms, [0, 1], [batch, labels]);
  let chosen: tf.Tensor2D | undefined;
  for (const [i, chain] of chains.entries()) {
    const own = sampleChain(chain, { logits, expected, noise });
    chosen = chosen ? tf.where(tf.greaterEqual(picks, i / chains.length), own, chosen) : own;
  }
  return chosen!;
}

function sampleChain(
  { order, scale, bias, couplings }: LabelChain,
  inputs: {
    readonly logits: tf.Tensor2D;
    readonly expected: tf.Tensor2D;
    readonly noise: tf.Tensor2D;
  },
): tf.Tensor2D {
  const [batch, labels] = inputs.logits.shape;
  const scaled = tf.add(tf.mul(inputs.logits, tf.tensor1d(scale)), tf.tensor1d(bias));
  let logits = scaled as tf.Tensor2D;
  const columns: tf.Tensor2D[] = [];
  for (const label of order) {
    const column = (x: tf.Tensor2D): tf.Tensor2D => tf.slice(x, [0, label], [batch, 1]);
    const isOne = tf.less(column(inputs.noise), tf.sigmoid(column(logits)));
    const y = tf.cast(isOne, "float32") as tf.Tensor2D;
    columns[label] = y;
    const row = couplings.data.subarray(label * labels, (label + 1) * labels);
    if (row.every((value) => value === 0)) continue;
    const surprise = tf.sub(y, column(inputs.expected));
    logits = tf.add(logits, tf.matMul(surprise as tf.Tensor2D, tf.tensor2d(row, [1, labels])));
  }
  return tf.concat(columns, 1) as tf.Tensor2D;
}
