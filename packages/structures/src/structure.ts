import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { Members } from "./members.js";

/**
 * A finite set Y ⊂ ℝᵈ of combinatorial objects, with the oracles that an energy-based model needs.
 * The oracles are pure, batched functions of tensors that take all randomness as input. A score of
 * −∞ counts as −1e9: it forbids an entry, unless every member has it.
 * `Members` has the functions of one member at a time, on the host.
 *
 * @typeParam Natural The natural notation of a member: the items of a subset, the edges of a tree.
 */
export interface Structure<Natural = unknown> extends Members<Natural> {
  readonly name: string;
  /** The length d of a member. */
  readonly dim: number;
  /** log |Y|. */
  readonly logSize: number;
  /** Number of uniform numbers per sample. */
  readonly noiseDim: number;
  /** Number of uniform numbers per proposal. */
  readonly proposalNoiseDim: number;
  /** Whether `logPartition` and `exactLogPartition` are feasible. If not, they throw. */
  readonly isExact: boolean;
  /**
   * Where `argmax` runs. "tensors": it can be traced, compiled and exported. "host": a solver
   * reads the scores (`assignments`, `bipartiteMatchings`), so it cannot.
   */
  readonly argmaxOn: "tensors" | "host";
  /**
   * Returns a y ∈ Y with the largest ⟨θ, y⟩. [batch, dim] → [batch, dim]. No gradient flows through
   * it, so it is itself the gradient of max ⟨θ, y⟩.
   */
  argmax(scores: Tensor2D): Tensor2D;
  /** Samples uniformly from Y, from uniform numbers on [0, 1). [draws, noiseDim] → [draws, dim]. */
  sample(uniforms: Tensor2D): Tensor2D;
  /**
   * Moves each y by one random elementary move, or leaves it. Symmetric: q(y′|y) = q(y|y′).
   */
  propose(inputs: ProposeInputs): Tensor2D;
  /**
   * Returns log Σ over y ∈ Y of exp⟨θ, y⟩. [batch, dim] → [batch]. Its gradient is the mean of y
   * under p(y) ∝ exp⟨θ, y⟩, the exact marginals.
   *
   * @throws {EbmError} If the set is too large for an exact sum.
   */
  logPartition(scores: Tensor2D): Tensor1D;
  /**
   * Returns the same for one θ, on the host and in float64, to check `logPartition`. It is feasible
   * for somewhat larger sets.
   *
   * @throws {EbmError} If the set is too large for an exact sum.
   */
  exactLogPartition(scores: ArrayLike<number>): number;
}

export interface ProposeInputs {
  /** Members of Y. Shape [draws, dim]. */
  readonly y: Tensor2D;
  /** Uniform numbers on [0, 1). Shape [draws, proposalNoiseDim]. */
  readonly uniforms: Tensor2D;
}

/** A structure whose members stand for the rankings of some labels. */
export interface RankingStructure extends Structure<readonly number[]> {
  /** Returns the member for the rank of each label. The best rank is 0. */
  encode(ranks: ArrayLike<number>): number[];
  /** Returns the rank of each label in a member. */
  decode(y: ArrayLike<number>): number[];
}
