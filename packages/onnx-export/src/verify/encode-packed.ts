import { type Packed, packedDtype } from "@ebm/trace";
import type { PackedJson } from "./packed-json.js";

/** A tensor as JSON, to the bit: for files, and for other processes. */
export function encodePacked(packed: Packed): PackedJson {
  const { buffer, byteOffset, byteLength } = packed.data;
  const bytes = new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return { dtype: packedDtype(packed), shape: packed.shape, data: btoa(characters) };
}
