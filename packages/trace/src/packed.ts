type Elements = Float32Array | Float64Array | Int32Array | Uint8Array;

/** The elements of a tensor, row by row: floats, integers, or booleans as bytes. */
export interface Packed<Data extends Elements = Elements> {
  readonly data: Data;
  readonly shape: readonly number[];
}

/** Packed tensors by the names of a function's inputs or outputs. */
export type Feeds = Readonly<Record<string, Packed>>;

/** Returns the dtype of an array of elements. */
export function packedDtype({ data }: Packed): "float32" | "float64" | "int32" | "bool" {
  if (data instanceof Float32Array) return "float32";
  if (data instanceof Float64Array) return "float64";
  return data instanceof Int32Array ? "int32" : "bool";
}
