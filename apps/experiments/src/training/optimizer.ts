import { type AdamOptions, adam, adamw, cosineDecay, type Optimizer } from "@ebm/optim";

export interface OptimizerConfig extends Omit<AdamOptions, "learningRate"> {
  /** The learning rate of the first step. */
  readonly learningRate: number;
  /**
   * Whether the learning rate is constant, or falls to 0 along half a cosine. Default: "cosine".
   */
  readonly schedule?: "constant" | "cosine";
  /** The step at which a cosine reaches 0. */
  readonly steps: number;
  /** λ of AdamW, which has no `l2`. Default: 0, which is Adam. */
  readonly weightDecay?: number;
}

/** Returns the optimizer of a configuration: AdamW if weights decay, otherwise Adam. */
export function optimizer(config: OptimizerConfig): Optimizer {
  const { schedule = "cosine", steps, weightDecay = 0, l2 = 0, ...others } = config;
  const learningRate =
    schedule === "cosine" ? cosineDecay({ from: config.learningRate, steps }) : config.learningRate;
  return weightDecay > 0
    ? adamw({ ...others, learningRate, weightDecay })
    : adam({ ...others, learningRate, l2 });
}
