import { adam, adamw, cosineDecay, type Optimizer } from "@ebm/optim";

export interface OptimizerSettings {
  readonly learningRate: number;
  readonly schedule: "constant" | "cosine";
  readonly steps: number;
  /** λ of λ/2·‖params‖², of all of them, b included. */
  readonly l2: number;
  /** λ of AdamW, of weights only. */
  readonly weightDecay: number;
}

/** Adam with a penalty, as in the authors' code; or AdamW, that lets b and biases be. */
export function optimizerOf(settings: OptimizerSettings): Optimizer {
  const { learningRate, schedule, steps, l2, weightDecay } = settings;
  const rate = schedule === "constant" ? learningRate : cosineDecay({ from: learningRate, steps });
  if (weightDecay === 0) return adam({ learningRate: rate, l2 });
  return adamw({
    learningRate: rate,
    weightDecay,
    decays: (path) => path.endsWith("weight") || path === "head",
  });
}
