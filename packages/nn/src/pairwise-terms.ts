import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { pairAt, pairwiseDim } from "./pairwise-layout.js";

/** The terms of the energy −⟨u, y⟩ − ½⟨y, U y⟩ for each x. */
export interface PairwiseTerms {
  /** Shape [batch, dim]. */
  readonly u: tf.Tensor2D;
  /** Symmetric, with zeros on its diagonal. Shape [batch, dim, dim]. */
  readonly U: tf.Tensor3D;
}

/** Checks scores and starts, and unpacks the scores. */
export function pairwiseTerms(
  where: string,
  { scores, starts }: { readonly scores: tf.Tensor2D; readonly starts?: tf.Tensor3D | undefined },
): PairwiseTerms {
  const { terms } = checkShapes(where, { scores: [scores, "batch terms"] });
  const dim = pairwiseDim(where, terms);
  if (starts) {
    const rows = starts.shape[0] === 1 ? 1 : scores.shape[0];
    checkShapes(where, { starts: [starts, `${rows} starts ${dim}`] });
  }
  const index = Int32Array.from({ length: dim * dim }, (_, at) => {
    const [i, j] = [Math.floor(at / dim), at % dim];
    return i === j ? 0 : pairAt(dim, [Math.min(i, j), Math.max(i, j)]);
  });
  const entries = tf.reshape(tf.gather(scores, tf.tensor1d(index, "int32"), 1), [-1, dim, dim]);
  return {
    u: tf.slice(scores, [0, 0], [-1, dim]),
    U: tf.mul(entries, tf.sub(1, tf.eye(dim))),
  };
}

/** Computes u + U y, the gain of each entry. [batch, starts, dim] → the same shape. */
export function pull(y: tf.Tensor3D, { u, U }: PairwiseTerms): tf.Tensor3D {
  return tf.add(tf.matMul(y, U), tf.expandDims(u, 1));
}

/** Returns the y with the lowest energy for each x; the first if tied. [batch, starts, dim] → [batch, dim]. */
export function lowestOf(y: tf.Tensor3D, { u, U }: PairwiseTerms): tf.Tensor2D {
  const affinity = tf.sum(tf.mul(y, pull(y, { u, U: tf.mul(U, 0.5) })), 2);
  const isBest = oneHot(tf.argMax(affinity, 1), y.shape[1]);
  return tf.sum(tf.mul(y, tf.expandDims(isBest, 2)), 1);
}

/** Returns the unary argmax, all zeros and all ones. [batch, dim] → [batch, 3, dim]. */
export function threeStarts(u: tf.Tensor2D): tf.Tensor3D {
  const unary = tf.step(u);
  return tf.stack([unary, tf.zerosLike(unary), tf.onesLike(unary)], 1) as tf.Tensor3D;
}

/** Computes `tf.oneHot`, also with a depth of 1. */
export function oneHot(index: tf.Tensor, depth: number): tf.Tensor {
  const is = tf.equal(tf.expandDims(index, index.rank), tf.range(0, depth, 1, "int32"));
  return tf.cast(is, "float32");
}
