import { checkOptions } from "./check-options.js";
import type { CommonOptions, Rule } from "./rule.js";

export interface MomentOptions extends CommonOptions {
  /** The decay rate β₁ of the mean of gradients. Default: 0.9. */
  readonly beta1?: number;
  /** The decay rate β₂ of the mean of squared gradients. Default: 0.999. */
  readonly beta2?: number;
  /** ε, added to the square root to avoid division by zero. Default: 1e-8. */
  readonly epsilon?: number;
}

/** The rule that `adam` and `adamw` share. */
export function adamRule(name: string, options: MomentOptions): Rule<"first" | "second"> {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  checkOptions(name, {
    beta1: [beta1, "a number from 0 to below 1"],
    beta2: [beta2, "a number from 0 to below 1"],
    epsilon: [epsilon, "a number above 0"],
  });
  return {
    name,
    options,
    moments: ["first", "second"],
    update(vectors, { learningRate, count }, kernels) {
      const rate = learningRate / (1 - beta1 ** count);
      const scale = 1 / Math.sqrt(1 - beta2 ** count);
      kernels.adam(vectors, { beta1, beta2, rate, scale, epsilon });
    },
  };
}
