import type { Tree } from "@ebm/core";
import type * as tf from "@tensorflow/tfjs-core";

/**
 * An energy f on top of a base q: p(y|x) = q(y|x) exp(−f(x, y)) / Z(x). Its first parameters have
 * to give f = 0 everywhere, so that p starts as the base.
 */
export interface Tilt<P extends Tree> {
  readonly params: P;
  /**
   * Returns f(xᵢ, yᵢₛ), a pure function of tensors. Without inputs x, the batch is 1.
   *
   * @param y Shape [batch, samples, dim].
   * @param x What the energy sees of each x. Shape [batch, features].
   * @returns Shape [batch, samples].
   */
  energy(params: P, y: tf.Tensor3D, x?: tf.Tensor2D): tf.Tensor2D;
  /**
   * Whether f depends on y alone. Its values at samples that all x share are then computed once.
   * Default: false.
   */
  readonly ignoresInputs?: boolean;
  /**
   * Returns log Z(xᵢ) = log Σ q(y|xᵢ) exp(−f(xᵢ, y)), if it is known exactly: no samples are needed
   * then. x is what the energy sees, so it has to determine the base.
   *
   * @returns Shape [batch].
   */
  logPartition?(params: P, x: tf.Tensor2D): tf.Tensor1D;
}
