import type { Activation } from "@ebm/nn";

/** The hyperparameters that validation rows choose, besides the step to stop at. */
export type Setting = {
  /** Widths of the hidden layers of the scores. */
  readonly hidden: readonly number[];
  /** Widths of the hidden layers of τ: one that learns slowly holds the energy back. */
  readonly logPartitionHidden: readonly number[];
  /** L2: the decay of AdamW, of all parameters of the scores. */
  readonly weightDecay: number;
  /** At the start; it falls along half a cosine, to 0 at the last step, whether or not that is made. */
  readonly learningRate: number;
  /** The norm that gradients are scaled down to, where theirs is above it. */
  readonly clipNorm?: number;
};

/** How a model is trained and chosen, the same for every method: plain JSON. */
export type Protocol = {
  readonly steps: number;
  /** After so many steps the validation rows are looked at. */
  readonly every: number;
  readonly batchSize: number;
  /** Draws a step. */
  readonly samples: number;
  readonly activation: Activation;
  /** The training rows are cut into five; so many of the fifths have their turn to choose by. */
  readonly folds: number;
  readonly settings: readonly Setting[];
  /** The metric of validation rows that chooses, larger being better. */
  readonly criterion: string;
};
