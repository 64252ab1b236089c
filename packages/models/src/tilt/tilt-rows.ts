import type { Key } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";

export interface TiltSampleRequest {
  /** The rows whose x the samples are for. [0] if there are no inputs x. */
  readonly rows: Int32Array;
  /** Number of samples for each. */
  readonly samples: number;
  readonly key: Key;
}

/** Observed rows, and the base at these rows. */
export interface TiltRows {
  /** Shape [rows, dim]. */
  readonly y: Matrix;
  /** The inputs of the energy for each x. Omit it if there are none. Shape [rows, features]. */
  readonly x?: Matrix | undefined;
  /** Returns samples y′ ~ q(·|xᵢ), packed: shape [rows.length, samples, dim]. */
  readonly sample: (request: TiltSampleRequest) => Float32Array | Promise<Float32Array>;
  /**
   * All y, if there are few: log Z(x) is then a sum. `logProb` returns log q(y|xᵢ) for the rows
   * asked for, packed: shape [rows.length, states].
   */
  readonly states?: {
    /** Shape [states, dim]. */
    readonly y: Matrix;
    readonly logProb: (rows: Int32Array) => ArrayLike<number>;
  };
  /**
   * Returns log q(y with bit j flipped) − log q(y) of the rows asked for, packed: shape
   * [rows.length, dim]. Only ratio matching needs it.
   */
  readonly logRatios?: (rows: Int32Array) => ArrayLike<number>;
}
