import type { Packed } from "@ebm/trace";
import { packedDtype } from "@ebm/trace";
import type { Trial } from "./trial.js";
import { withMetadata } from "./with-metadata.js";

/**
 * The same file with trials in its metadata, so that whoever has it can prove, in any runtime and
 * with nothing else, that it computes what it was made to: `readTrials` has them back.
 */
export function withTrials(bytes: Uint8Array, trials: readonly Trial[]): Uint8Array<ArrayBuffer> {
  const encoded = trials.map(({ batch, inputs, outputs }) => ({
    batch,
    inputs: mapValues(inputs, encode),
    outputs: mapValues(outputs, encode),
  }));
  return withMetadata(bytes, { trials: JSON.stringify(encoded) });
}

/** A tensor as JSON: its elements in base64, little-endian. */
function encode(packed: Packed): object {
  const { buffer, byteOffset, byteLength } = packed.data;
  const bytes = new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return { dtype: packedDtype(packed), shape: packed.shape, data: btoa(characters) };
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
