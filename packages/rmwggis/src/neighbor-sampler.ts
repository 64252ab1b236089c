import type { Tensor2D } from "@tensorflow/tfjs-core";

export interface DrawInputs {
  /** The logarithm of the proposal, up to a constant for each row. Shape [batch, neighbors]. */
  readonly logits: Tensor2D;
  /** Uniform numbers on [0, 1). Shape [batch, noiseDim(neighbors)]. */
  readonly uniforms: Tensor2D;
}

/** Sampled numbers with weights such that E[Σ w·f(sampled)] = Σ f over all numbers, for every f. */
export interface Draws {
  /** The numbers, as int32. Shape [batch, samples]. */
  readonly indices: Tensor2D;
  /** log w, with its gradient in the logits. Shape [batch, samples]. */
  readonly logWeights: Tensor2D;
}

/** A method to sample and weight a few of many numbers in each row. */
export interface NeighborSampler {
  readonly name: string;
  /** Number of samples. */
  readonly samples: number;
  /** Number of uniform numbers per row. */
  noiseDim(neighbors: number): number;
  draw(inputs: DrawInputs): Draws;
}
