import { checkOptions } from "./check-options.js";
import { createOptimizer } from "./create-optimizer.js";
import type { Optimizer } from "./optimizer.js";
import type { CommonOptions } from "./rule.js";

export interface SgdOptions extends CommonOptions {
  /** The momentum μ. 0 keeps no velocity. Default: 0. */
  readonly momentum?: number;
  /** Whether to use Nesterov momentum. Default: false. */
  readonly nesterov?: boolean;
  /** λ of a penalty λ/2·‖params‖², whose gradient joins the other after clipping. Default: 0. */
  readonly l2?: number;
}

/**
 * Returns stochastic gradient descent with Polyak or Nesterov momentum:
 *
 *   velocity ← μ·velocity + grad
 *   params   ← params − learningRate·velocity                 (Polyak)
 *   params   ← params − learningRate·(grad + μ·velocity)      (Nesterov)
 *
 * Reference: Sutskever, Martens, Dahl, Hinton. On the Importance of Initialization and Momentum in
 * Deep Learning. ICML 2013. https://proceedings.mlr.press/v28/sutskever13.html
 *
 * @throws {EbmError} If an option is out of range.
 */
export function sgd(options: SgdOptions): Optimizer {
  const { momentum = 0, nesterov = false, l2 = 0 } = options;
  checkOptions("sgd", { momentum: [momentum, "a number from 0 to below 1"] });
  if (momentum === 0) {
    return createOptimizer({
      name: "sgd",
      options,
      l2,
      moments: [],
      update({ params, grad }, { learningRate }, { combine }) {
        combine(params, grad, 1, -learningRate);
      },
    });
  }
  return createOptimizer({
    name: "sgd",
    options,
    l2,
    moments: ["velocity"],
    update({ params, grad, velocity }, { learningRate }, { combine }) {
      combine(velocity, grad, momentum, 1);
      if (nesterov) combine(params, grad, 1, -learningRate);
      combine(params, velocity, 1, -learningRate * (nesterov ? momentum : 1));
    },
  });
}
