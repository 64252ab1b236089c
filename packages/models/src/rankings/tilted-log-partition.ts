import * as tf from "@tensorflow/tfjs-core";
import type { ChoiceChain } from "./choice-chain.js";
import { type ChoiceLayer, choiceLayers } from "./choice-layers.js";
import type { PlaceTiltParams } from "./place-energy.js";

/**
 * log Z(x) = log Σ over orders y of q(y|x) exp(−f(y)), of a chain q and the energy of `placeTilt`, as a
 * function of tensors. α of a set T of labels sums over the ways to choose it first:
 *
 *   α(T) = log Σ over i in T of exp(α(T without i) + log q(i | T without i) + what f adds for i).
 *
 * @param utilities u. Shape [batch, labels].
 * @returns Shape [batch].
 */
export function tiltedLogPartition(
  chain: ChoiceChain,
  { pairs, places }: PlaceTiltParams,
  utilities: tf.Tensor2D,
): tf.Tensor1D {
  const labels = utilities.shape[1];
  const logits = tf.mul(utilities, chain.fromLast ? -chain.scale : chain.scale);
  const params = tf.concat([tf.reshape(pairs, [-1]), tf.reshape(places, [-1])], 0);
  let alpha: tf.Tensor2D = tf.zerosLike(tf.slice(utilities, [0, 0], [-1, 1]));
  for (const [size, layer] of choiceLayers(chain).entries()) {
    const { sets, outside, added, from } = layer;
    const width = labels - size;
    const gathered = tf.reshape(tf.gather(logits, ints(outside), 1), [-1, sets, width]);
    const chosen = tf.add(gathered, tf.tensor2d(added, [sets, width]));
    const logProb = tf.sub(chosen, tf.logSumExp(chosen, 2, true));
    const rows = sets * width;
    const counts = tf.tensor2d(tiltCounts(layer, labels, chain.fromLast), [rows, 2 * labels ** 2]);
    const tilted = tf.reshape(tf.matMul(counts, tf.expandDims(params, 1)), [sets, width]);
    const steps = tf.add(tf.add(logProb, tilted), tf.expandDims(alpha, 2));
    const leading = tf.gather(tf.reshape(steps, [-1, rows]), ints(from), 1);
    alpha = tf.logSumExp(tf.reshape(leading, [-1, rows / (size + 1), size + 1]), 2);
  }
  return tf.squeeze(alpha, [1]);
}

/**
 * How often each parameter counts in −f when a label is chosen: its place, and its order to the labels
 * that are left. Shape [choices, 2 · labels²], for θ and A.
 */
function tiltCounts(layer: ChoiceLayer, labels: number, fromLast: boolean): Float32Array {
  const { sets, outside } = layer;
  const width = outside.length / sets;
  const place = fromLast ? width - 1 : labels - width;
  const counts = new Float32Array(outside.length * 2 * labels ** 2);
  for (const [choice, i] of outside.entries()) {
    const row = choice * 2 * labels ** 2;
    counts[row + labels ** 2 + i * labels + place] = 1;
    const start = choice - (choice % width);
    for (const j of outside.subarray(start, start + width)) {
      if (j === i) continue;
      // i comes before j, or after it if the last place is chosen first
      counts[row + Math.min(i, j) * labels + Math.max(i, j)] = i < j === fromLast ? -1 : 1;
    }
  }
  return counts;
}

function ints(data: Int32Array): tf.Tensor1D {
  return tf.tensor1d(data, "int32");
}
