/** The elements of a tensor, row by row: floats, integers, or booleans as bytes. */
export interface Packed {
  readonly data: Float32Array | Int32Array | Uint8Array;
  readonly shape: readonly number[];
}

/** Packed tensors by the names of a model's inputs or outputs. */
export type Feeds = Readonly<Record<string, Packed>>;
