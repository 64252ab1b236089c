import { checkShapes, EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/** Flips each label of y ∈ {0, 1}ᵈ in turn. [batch, dim] → [batch, dim, dim]. */
export function flips(y: tf.Tensor2D): tf.Tensor3D {
  const { dim } = checkShapes("flips", { y: [y, "batch dim"] });
  const rows = tf.expandDims(y, 1);
  return tf.add(rows, tf.mul(tf.sub(1, tf.mul(rows, 2)), tf.eye(dim)));
}

/**
 * Swaps the labels of ranks r and r + 1 of a ranking, for each r in turn.
 *
 * @param y Larger for the better label, without ties: a sample of `plackettLuce` or a vertex of a
 * permutahedron. Shape [batch, labels], with at least two labels.
 * @returns Shape [batch, labels − 1, labels].
 */
export function adjacentSwaps(y: tf.Tensor2D): tf.Tensor3D {
  const { labels } = checkShapes("adjacentSwaps", { y: [y, "batch labels"] });
  if (labels < 2) {
    throw new EbmError(`adjacentSwaps: \`y\` has ${labels} labels, expected 2 or more.`);
  }
  const ahead = tf.step(tf.sub(tf.expandDims(y, 1), tf.expandDims(y, 2))); // [.., i, j]: yⱼ > yᵢ
  const ranks = tf.expandDims(tf.sum(ahead, 2), 1);
  const ofRank = tf.reshape(tf.range(0, labels), [labels, 1]);
  const at = tf.sub(1, tf.minimum(1, tf.abs(tf.sub(ranks, ofRank)))); // [batch, rank, label]
  const weights = tf.sum(tf.mul(at, tf.expandDims(y, 1)), 2, true);

  const [better, worse] = [from(0), from(1)];
  const stay = tf.sub(1, tf.add(better(at), worse(at)));
  const rise = tf.mul(worse(at), better(weights));
  const fall = tf.mul(better(at), worse(weights));
  return tf.add(tf.mul(stay, tf.expandDims(y, 1)), tf.add(rise, fall));

  function from(rank: number): (x: tf.Tensor) => tf.Tensor3D {
    return (x) => tf.slice(x as tf.Tensor3D, [0, rank, 0], [-1, labels - 1, -1]);
  }
}
