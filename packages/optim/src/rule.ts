import type { LearningRate } from "./schedule.js";
import type { Kernels, Vectors } from "./vectors.js";

/** What every optimizer can do. */
export interface CommonOptions {
  readonly learningRate: LearningRate;
  /** Scales a gradient of a larger Euclidean norm down to this one. Default: Infinity. */
  readonly clipNorm?: number;
  /** Which leaves `l2` or `weightDecay` pulls to zero, by path. Default: all. */
  readonly decays?: (path: string) => boolean;
  /**
   * d > 0 keeps `moments.ema`, a mean of the parameters that begins with those after step 1:
   * ema ← d·ema + (1 − d)·params. Default: 0.
   */
  readonly emaDecay?: number;
}

/** What tells one optimizer from another. */
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
