import { adamw, cosineDecay, type Optimizer } from "@ebm/optim";
import type { Config } from "../config/config.js";

/** AdamW for both networks at once; only the weights of the scores decay. */
export function optimizerOf(config: Config): Optimizer {
  const { learningRate, schedule, steps, weightDecay } = config;
  return adamw({
    learningRate: schedule === "cosine" ? cosineDecay({ from: learningRate, steps }) : learningRate,
    weightDecay,
    // at the start τ is exact, and its gradient all rounding: a smaller ε makes full steps of that
    epsilon: 1e-5,
    decays: (path) => path.startsWith("scores.") && path.endsWith(".weight"),
  });
}
