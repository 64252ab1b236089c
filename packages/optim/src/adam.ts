import { adamRule, type MomentOptions } from "./adam-rule.js";
import { createOptimizer } from "./create-optimizer.js";
import type { Optimizer } from "./optimizer.js";

export interface AdamOptions extends MomentOptions {
  /** λ of a penalty λ/2·‖params‖², whose gradient joins the other after clipping. Default: 0. */
  readonly l2?: number;
}

/**
 * Returns the Adam optimizer. It divides the mean of the gradients by the square root of the mean of
 * their squares; both are corrected for their start at zero.
 *
 *   m ← β₁·m + (1 − β₁)·grad
 *   v ← β₂·v + (1 − β₂)·grad²
 *   params ← params − learningRate·m̂ / (√v̂ + ε),   m̂ = m / (1 − β₁ᵗ),   v̂ = v / (1 − β₂ᵗ)
 *
 * The moments are named `first` (m) and `second` (v).
 *
 * Reference: Kingma, Ba. Adam: A Method for Stochastic Optimization. ICLR 2015.
 * https://arxiv.org/abs/1412.6980
 *
 * @throws {EbmError} If an option is out of range.
 */
export function adam(options: AdamOptions): Optimizer {
  return createOptimizer({ ...adamRule("adam", options), l2: options.l2 ?? 0 });
}
