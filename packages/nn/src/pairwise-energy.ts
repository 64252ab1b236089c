import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { unaryEnergy } from "./unary-energy.js";

/**
 * Computes an energy that is quadratic in y, with a symmetric U(x) with zero diagonal (Ising):
 *
 *   E(x, y) = −⟨u(x), y⟩ − ½⟨y, U(x) y⟩ = −Σᵢ uᵢyᵢ − Σ over i < j of Uᵢⱼyᵢyⱼ.
 *
 * @param scores u(x), then Uᵢⱼ(x) for i < j, row by row. Shape [batch, dim·(dim + 1)/2].
 * @param y One y for each x: shape [batch, dim]. Or many: shape [batch, samples, dim], or
 *   [1, samples, dim] if all x share them.
 * @returns Shape [batch], or [batch, samples].
 */
export function pairwiseEnergy(scores: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor1D;
export function pairwiseEnergy(scores: tf.Tensor2D, y: tf.Tensor3D): tf.Tensor2D;
export function pairwiseEnergy(scores: tf.Tensor2D, y: tf.Tensor2D | tf.Tensor3D): tf.Tensor {
  const dim = y.shape[y.rank - 1]!;
  checkShapes("pairwiseEnergy", { scores: [scores, `batch ${(dim * (dim + 1)) / 2}`] });
  // linear in u and U, so it is the unary energy of y and its products
  return y.rank === 2
    ? unaryEnergy(scores, withProducts(y as tf.Tensor2D))
    : unaryEnergy(scores, withProducts(y as tf.Tensor3D));
}

/** Returns y, then yᵢyⱼ for i < j. */
function withProducts<T extends tf.Tensor>(y: T): T {
  const axis = y.rank - 1;
  const pairs = pairsOf(y.shape[axis]!);
  const column = (of: 0 | 1): tf.Tensor =>
    tf.gather(
      y as tf.Tensor,
      tf.tensor1d(
        pairs.map((pair) => pair[of]),
        "int32",
      ),
      axis,
    );
  return tf.concat([y, tf.mul(column(0), column(1))], axis) as T;
}

/** Lists the pairs (0, 1), (0, 2), …, (dim − 2, dim − 1). */
export function pairsOf(dim: number): [i: number, j: number][] {
  const items = Array.from({ length: dim }, (_, i) => i);
  return items.flatMap((i) => items.slice(i + 1).map((j): [number, number] => [i, j]));
}
