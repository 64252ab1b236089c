import type { Activation } from "@ebm/nn";

/** The hyperparameters that validation rows choose, besides the step to stop at. */
export type Setting = {
  /** Widths of the hidden layers of the scores. */
  readonly hidden: readonly number[];
  /** Widths of the hidden layers of τ. A small τ learns slowly, which also slows the energy. */
  readonly logPartitionHidden: readonly number[];
  /** The L2 penalty: the weight decay of AdamW, for all parameters of the scores. */
  readonly weightDecay: number;
  /**
   * The initial learning rate. It falls to 0 along half a cosine over all planned steps, even if
   * training stops sooner.
   */
  readonly learningRate: number;
  /** The largest norm of gradients. Larger gradients are scaled down to it. */
  readonly clipNorm?: number;
};

/** The protocol of training and selection, the same for every method: plain JSON. */
export type Protocol = {
  readonly steps: number;
  /** Number of steps between evaluations of the validation rows. */
  readonly every: number;
  readonly batchSize: number;
  /** Number of samples per step. */
  readonly samples: number;
  readonly activation: Activation;
  /** Number of folds, of five, that are used for selection. */
  readonly folds: number;
  readonly settings: readonly Setting[];
  /** The metric of validation rows that selects models. Larger is better. */
  readonly criterion: string;
};
