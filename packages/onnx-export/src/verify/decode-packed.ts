import type { Packed } from "@ebm/trace";
import type { PackedJson } from "./packed-json.js";

/** The inverse of `encodePacked`. */
export function decodePacked({ dtype, shape, data }: PackedJson): Packed {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const array = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype];
  return { data: new array(bytes.buffer), shape };
}
