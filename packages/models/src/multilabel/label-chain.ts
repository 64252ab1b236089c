import type { Matrix } from "@ebm/datasets";

/**
 * A distribution over sets of labels given their logits L(x), one label after another:
 *
 *   logit p(yⱼ = 1 | x, labels before j) = sⱼ Lⱼ + bⱼ + Σᵢ Aᵢⱼ (yᵢ − σ(Lᵢ)),   i before j.
 *
 * Its probabilities are exact and sum to 1 whatever its numbers are. With A = 0, s = 1 and
 * b = 0 labels are independent. What is learned of yᵢ is how it differs from what x says.
 */
export interface LabelChain {
  /** The labels, first to last. Shape [labels]. */
  readonly order: Int32Array;
  /** s. Shape [labels]. */
  readonly scale: Float32Array;
  /** b. Shape [labels]. */
  readonly bias: Float32Array;
  /** A; zero unless i comes before j. Shape [labels, labels]. */
  readonly couplings: Matrix;
}
