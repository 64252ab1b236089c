import { adamRule, type MomentOptions } from "./adam-rule.js";
import { createOptimizer } from "./create-optimizer.js";
import type { Optimizer } from "./optimizer.js";

export interface AdamOptions extends MomentOptions {
  /** λ of a penalty λ/2·‖params‖², whose gradient joins the other after clipping. Default: 0. */
  readonly l2?: number;
}

/**
 * Adam: steps along the mean of the gradients over the root of the mean of their squares, both
 * corrected for having begun at zero.
 *
 *   m ← β₁·m + (1 − β₁)·grad
 *   v ← β₂·v + (1 − β₂)·grad²
 *   params ← params − learningRate·m̂ / (√v̂ + ε),   m̂ = m / (1 − β₁ᵗ),   v̂ = v / (1 − β₂ᵗ)
 *
 * Its moments are `first` (m) and `second` (v).
 *
 * Reference: Kingma, Ba. Adam: A Method for Stochastic Optimization. ICLR 2015.
 * https://arxiv.org/abs/1412.6980
 *
 * @throws {EbmError} At an option out of its range.
 */
export function adam(options: AdamOptions): Optimizer {
  return createOptimizer({ ...adamRule("adam", options), l2: options.l2 ?? 0 });
}
