import type { Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";

/**
 * Distributions r(·|xᵢ) to draw from, one for each row of a batch; or one for all of it, with a
 * batch of 1.
 */
export interface Proposal {
  /** How many uniforms one draw takes. */
  readonly noiseDim: number;
  /** Draws, out of uniforms on [0, 1). [batch, samples, noiseDim] → [batch, samples, dim]. */
  sample(uniforms: Tensor3D): Tensor3D;
  /** log r(y|xᵢ). [batch, samples, dim], or [1, samples, dim] if shared → [batch, samples]. */
  logProb(y: Tensor3D): Tensor2D;
}
