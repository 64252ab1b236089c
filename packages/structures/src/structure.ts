import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";

/**
 * A finite set Y ⊂ ℝᵈ of combinatorial objects, with the oracles an energy-based model asks
 * of it. Oracles are pure, batched, and take all randomness as input.
 */
export interface Structure {
  readonly name: string;
  /** d, the length of an encoded object. */
  readonly dim: number;
  /** How many uniforms one draw takes. */
  readonly noiseDim: number;
  /** log |Y|. */
  readonly logSize: number;
  /**
   * argmax over y ∈ Y of ⟨θ, y⟩. [batch, dim] → [batch, dim].
   *
   * The one oracle that may read its input, where only a solver on the host finds the
   * maximiser (`assignments`): no trace takes such a one.
   */
  argmax(scores: Tensor2D): Tensor2D;
  /** Uniform draws from Y, out of uniforms on [0, 1). [draws, noiseDim] → [draws, dim]. */
  sample(uniforms: Tensor2D): Tensor2D;
  /** log Σ over y ∈ Y of exp⟨θ, y⟩, where it is within reach. [batch, dim] → [batch]. */
  logPartition?(scores: Tensor2D): Tensor1D;
  /** Every y ∈ Y. For tests, and for spaces small enough to sum over. */
  enumerate(): Iterable<readonly number[]>;
}

/** A structure whose members stand for the rankings of some labels. */
export interface RankingStructure extends Structure {
  /** The member for the rank of each label, the best being 0. */
  encode(ranks: ArrayLike<number>): number[];
  /** The rank of each label in a member. */
  decode(y: ArrayLike<number>): number[];
}
