/** A tensor as JSON: its elements in base64, little-endian. */
export interface PackedJson {
  readonly dtype: "float32" | "int32" | "bool";
  readonly shape: readonly number[];
  readonly data: string;
}
