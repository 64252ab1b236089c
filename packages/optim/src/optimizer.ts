/** A rule that updates a flat vector of parameters, one gradient at a time. */
export interface Optimizer {
  readonly name: string;
  /** Returns zeroed buffers for such a vector, for the caller to fill. */
  init(layout: Layout): OptimizerState;
}

/** The length of the vector, or the named leaves that it holds one after another. */
export type Layout = number | readonly Leaf[];

export interface Leaf {
  readonly path: string;
  readonly size: number;
}

/** The data that a run must save to continue bit for bit. A state is its own checkpoint. */
export interface OptimizerCheckpoint {
  /** The parameters. Shape [size]. */
  readonly params: Float32Array;
  /** The moments of the rule by name, such as `first` and `second` of Adam. Shape [size] each. */
  readonly moments: Readonly<Record<string, Float32Array>>;
  /** Number of steps taken. */
  readonly count: number;
}

/** Buffers that never move while the state exists, so other code may keep references to them. */
export interface OptimizerState extends OptimizerCheckpoint {
  /** The gradient. Write it before each step; a step may overwrite it. Shape [size]. */
  readonly grad: Float32Array;
  /** Updates `params` and `moments` in place. A gradient that is not finite changes nothing. */
  step(): StepInfo;
  /** Copies a checkpoint into this state. */
  restore(checkpoint: OptimizerCheckpoint): void;
}

export interface StepInfo {
  /** Whether the gradient was finite. If not, no step was taken: skip the batch, or stop. */
  readonly finite: boolean;
  /** The gradient norm ‖grad‖₂ before clipping. */
  readonly gradNorm: number;
  readonly learningRate: number;
}
