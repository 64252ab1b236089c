import { adamRule, type MomentOptions } from "./adam-rule.js";
import { createOptimizer } from "./create-optimizer.js";
import type { Optimizer } from "./optimizer.js";

export interface AdamwOptions extends MomentOptions {
  /** The weight decay λ. Default: 0.01. */
  readonly weightDecay?: number;
}

/**
 * Returns Adam with decoupled weight decay. Before each step of Adam, without effect on its moments,
 *
 *   params ← params − learningRate·λ·params.
 *
 * Use `decays` to exclude parameters such as biases or a learned log-normalizer.
 *
 * Reference: Loshchilov, Hutter. Decoupled Weight Decay Regularization. ICLR 2019.
 * https://arxiv.org/abs/1711.05101
 *
 * @throws {EbmError} If an option is out of range.
 */
export function adamw(options: AdamwOptions): Optimizer {
  const { weightDecay = 0.01 } = options;
  return createOptimizer({ ...adamRule("adamw", options), weightDecay });
}
