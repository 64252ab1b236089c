import type { Tensor2D } from "@tensorflow/tfjs-core";

export interface DrawInputs {
  /** Log of the proposal, up to a constant of each row. Shape [batch, neighbors]. */
  readonly logits: Tensor2D;
  /** Uniforms on [0, 1). Shape [batch, noiseDim(neighbors)]. */
  readonly uniforms: Tensor2D;
}

/** Drawn numbers, so weighted that E[Σ w·f(drawn)] = Σ f over all, for every f. */
export interface Draws {
  /** Of int32. Shape [batch, samples]. */
  readonly indices: Tensor2D;
  /** log w, with the gradient that it has in the logits. Shape [batch, samples]. */
  readonly logWeights: Tensor2D;
}

/** A way to draw some of many numbers in each row, and to weight them. */
export interface NeighborSampler {
  readonly name: string;
  /** How many it draws. */
  readonly samples: number;
  /** How many uniforms it takes for a row. */
  noiseDim(neighbors: number): number;
  draw(inputs: DrawInputs): Draws;
}
