import { adamRule, type MomentOptions } from "./adam-rule.js";
import { createOptimizer } from "./create-optimizer.js";
import type { Optimizer } from "./optimizer.js";

export interface AdamwOptions extends MomentOptions {
  /** λ. Default: 0.01. */
  readonly weightDecay?: number;
}

/**
 * Adam with decoupled weight decay: before each step of Adam, and unseen by its moments,
 *
 *   params ← params − learningRate·λ·params.
 *
 * What should not decay, such as biases or a learned log-normalizer, `decays` leaves out.
 *
 * Reference: Loshchilov, Hutter. Decoupled Weight Decay Regularization. ICLR 2019.
 * https://arxiv.org/abs/1711.05101
 *
 * @throws {EbmError} At an option out of its range.
 */
export function adamw(options: AdamwOptions): Optimizer {
  const { weightDecay = 0.01 } = options;
  return createOptimizer({ ...adamRule("adamw", options), weightDecay });
}
