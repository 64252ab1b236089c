/** A rule that improves a flat vector of parameters, one gradient at a time. */
export interface Optimizer {
  readonly name: string;
  /** Zeroed buffers for such a vector, which the caller then fills. */
  init(layout: Layout): OptimizerState;
}

/** How long the vector is, or the named leaves that lie in it one after another. */
export type Layout = number | readonly Leaf[];

export interface Leaf {
  readonly path: string;
  readonly size: number;
}

/** What a run must keep to go on bit for bit. A state is one of itself. */
export interface OptimizerCheckpoint {
  /** The parameters. Shape [size]. */
  readonly params: Float32Array;
  /** What the rule remembers, by name: `first` and `second` of Adam. Each of shape [size]. */
  readonly moments: Readonly<Record<string, Float32Array>>;
  /** Steps taken. */
  readonly count: number;
}

/** Buffers that stay where they are for as long as the state lives: other code may hold them. */
export interface OptimizerState extends OptimizerCheckpoint {
  /** The caller writes the gradient here before each step, which may overwrite it. Shape [size]. */
  readonly grad: Float32Array;
  /** Moves `params` and `moments` in place. A gradient that is not finite changes nothing. */
  step(): StepInfo;
  /** Copies a checkpoint in. */
  restore(checkpoint: OptimizerCheckpoint): void;
}

export interface StepInfo {
  /** Whether the gradient was finite. Where not, the step was not taken: skip the batch, or stop. */
  readonly finite: boolean;
  /** ‖grad‖₂ as it came, before clipping. */
  readonly gradNorm: number;
  readonly learningRate: number;
}
