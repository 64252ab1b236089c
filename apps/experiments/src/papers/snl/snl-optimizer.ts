import type { Optimizer } from "@ebm/optim";
import { type OptimizerConfig, optimizer } from "../../training/optimizer.js";

/**
 * Creates Adam with an L2 penalty, as in the authors' code, or AdamW, which does not decay b and
 * biases.
 */
export function snlOptimizer(config: OptimizerConfig): Optimizer {
  return optimizer(config.weightDecay ? { ...config, decays: isWeight } : config);
}

const isWeight = (path: string): boolean => path.endsWith("weight") || path === "head";
