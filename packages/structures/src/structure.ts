import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";

/**
 * A finite set Y ⊂ ℝᵈ of combinatorial objects, with the oracles an energy-based model asks
 * of it. Oracles of tensors are pure, batched, and take all randomness as input.
 *
 * @typeParam Natural What a member stands for, as one would write it: the items of a subset,
 *   the edges of a tree.
 */
export interface Structure<Natural = unknown> {
  readonly name: string;
  /** d, the length of an encoded object. */
  readonly dim: number;
  /** log |Y|. */
  readonly logSize: number;
  /** How many uniforms one draw takes. */
  readonly noiseDim: number;
  /** How many uniforms one proposal takes. */
  readonly proposalNoiseDim: number;
  /**
   * argmax over y ∈ Y of ⟨θ, y⟩; of those that tie, one. [batch, dim] → [batch, dim]. It is
   * constant to gradients, so that it is itself the gradient of max ⟨θ, y⟩.
   *
   * The one oracle that may read its input, where only a solver on the host finds the
   * maximiser (`assignments`, `bipartiteMatchings`): no trace takes such a one.
   */
  argmax(scores: Tensor2D): Tensor2D;
  /** Uniform draws from Y, out of uniforms on [0, 1). [draws, noiseDim] → [draws, dim]. */
  sample(uniforms: Tensor2D): Tensor2D;
  /**
   * Moves each y by one elementary move, drawn at random, or leaves it: symmetric,
   * q(y′|y) = q(y|y′).
   */
  propose(inputs: ProposeInputs): Tensor2D;
  /**
   * log Σ over y ∈ Y of exp⟨θ, y⟩, where it is within reach. [batch, dim] → [batch]. Its gradient
   * is the mean of y under p(y) ∝ exp⟨θ, y⟩, the exact marginals.
   */
  logPartition?(scores: Tensor2D): Tensor1D;
  /** The same of one θ, on the host and in float64: what `logPartition` is held to. */
  exactLogPartition?(scores: ArrayLike<number>): number;
  /** The member that stands for an object. */
  encode(object: Natural): number[];
  /** The object that a member stands for. */
  decode(y: ArrayLike<number>): Natural;
  /** |Y|, of which `logSize` is the logarithm. */
  count(): bigint;
  /** The place of a member in the order of `enumerate`, from 0. */
  indexOf(y: ArrayLike<number>): bigint;
  /** The member at a place. */
  memberAt(index: bigint): number[];
  /** The members that one elementary move leads to, each once: all that `propose` may draw, but y. */
  neighbors(y: ArrayLike<number>): Iterable<readonly number[]>;
  /** Every y ∈ Y. For tests, and for spaces small enough to sum over. */
  enumerate(): Iterable<readonly number[]>;
}

export interface ProposeInputs {
  /** Members of Y. Shape [draws, dim]. */
  readonly y: Tensor2D;
  /** Uniforms on [0, 1). Shape [draws, proposalNoiseDim]. */
  readonly uniforms: Tensor2D;
}

/** A structure whose members stand for the rankings of some labels. */
export interface RankingStructure extends Structure<readonly number[]> {
  /** The member for the rank of each label, the best being 0. */
  encode(ranks: ArrayLike<number>): number[];
  /** The rank of each label in a member. */
  decode(y: ArrayLike<number>): number[];
}
