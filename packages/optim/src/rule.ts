import type { LearningRate } from "./schedule.js";
import type { Kernels, Vectors } from "./vectors.js";

/** The options of every optimizer. */
export interface CommonOptions {
  readonly learningRate: LearningRate;
  /** The largest gradient norm. Larger gradients are scaled down to it. Default: Infinity. */
  readonly clipNorm?: number;
  /** Selects the leaves that `l2` or `weightDecay` pulls to zero, by path. Default: all. */
  readonly decays?: (path: string) => boolean;
  /**
   * The decay rate d of an exponential moving average of the parameters. If d > 0, `moments.ema`
   * starts with the parameters after step 1, and ema ← d·ema + (1 − d)·params. Default: 0.
   */
  readonly emaDecay?: number;
}

/** The part in which optimizers differ. */
export interface Rule<Moment extends string> {
  readonly name: string;
  readonly options: CommonOptions;
  /** λ of grad ← grad + λ·params, after clipping. */
  readonly l2?: number;
  /** λ of params ← params − learningRate·λ·params. */
  readonly weightDecay?: number;
  readonly moments: readonly Moment[];
  /** Moves the parameters along the gradient; `count` is 1 at the first step. */
  update(
    vectors: Vectors<"params" | "grad" | Moment>,
    step: { readonly learningRate: number; readonly count: number },
    kernels: Kernels,
  ): void;
}
