import * as tf from "@tensorflow/tfjs-core";
import { spread } from "./spread.js";

/** Whether `logPermanent` is worth its k·2ᵏ⁻¹ terms a row: 24 576 at k = 12. */
export function reachesLogPermanent(size: number): boolean {
  return size <= 12;
}

/**
 * The log-permanent log Σ over permutations π of exp Σᵣ S[r, π(r)], by dynamic programming
 * over subsets: with F(∅) = 0,
 *
 *   F(m) = log Σ over j ∈ m of exp( F(m∖{j}) + S[|m| − 1, j] ),   and F(all) is it.
 *
 * Every term is positive, so that no digits cancel: float32 is off by less than 1e-6 of the
 * largest sum. Its gradient is the matrix of marginals of π. [batch, size, size] → [batch].
 */
export function logPermanent(scores: tf.Tensor3D): tf.Tensor1D {
  const [batch, size] = scores.shape;
  let logF: tf.Tensor2D = tf.zeros([batch, 1]);
  for (const [rank, { from, item }] of subsetLevels(size).entries()) {
    const row: tf.Tensor2D = tf.reshape(tf.slice(scores, [0, rank, 0], [-1, 1, -1]), [batch, size]);
    const terms = tf.add(spread(logF, from), spread(row, item));
    logF = tf.logSumExp(tf.reshape(terms, [batch, -1, rank + 1]), 2);
  }
  return tf.reshape(logF, [batch]);
}

/** The ways to make a subset of one more item, those that make the same one side by side. */
interface Level {
  /** Which smaller subset, among those of its level. */
  readonly from: Int32Array;
  /** Which item is added. */
  readonly item: Int32Array;
}

function subsetLevels(size: number): Level[] {
  const bySize: number[][] = Array.from({ length: size + 1 }, () => []);
  const position = new Int32Array(2 ** size);
  for (let mask = 0; mask < 2 ** size; mask++) {
    position[mask] = bySize[items(mask).length]!.push(mask) - 1;
  }
  return bySize.slice(1).map((masks) => {
    const ways = masks.flatMap((mask) => items(mask).map((item) => ({ mask, item })));
    return {
      from: Int32Array.from(ways, ({ mask, item }) => position[mask - 2 ** item]!),
      item: Int32Array.from(ways, ({ item }) => item),
    };
  });
}

function items(mask: number): number[] {
  const found = [];
  for (let item = 0; 2 ** item <= mask; item++) if ((mask >> item) & 1) found.push(item);
  return found;
}
