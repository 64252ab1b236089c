import { type Packed, packedDtype } from "@ebm/trace";

/** A tensor as JSON, with its elements in base64, little-endian. */
export interface PackedJson {
  readonly dtype: "float32" | "float64" | "int32" | "bool";
  readonly shape: readonly number[];
  readonly data: string;
}

/** Encodes a tensor as JSON without loss, for files and other processes. */
export function encodePacked(packed: Packed): PackedJson {
  const { buffer, byteOffset, byteLength } = packed.data;
  const bytes = new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return { dtype: packedDtype(packed), shape: packed.shape, data: btoa(characters) };
}

/** Decodes a tensor: the inverse of `encodePacked`. */
export function decodePacked({ dtype, shape, data }: PackedJson): Packed {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  return { data: new arrays[dtype](bytes.buffer), shape };
}

const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  bool: Uint8Array,
} as const;
