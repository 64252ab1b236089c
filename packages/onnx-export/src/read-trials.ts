import { EbmError } from "@ebm/core";
import { type Feeds, type Packed, readSignature } from "@ebm/trace";
import type { Trial } from "./trial.js";

interface Encoded {
  readonly dtype: "float32" | "int32" | "bool";
  readonly shape: readonly number[];
  readonly data: string;
}

interface EncodedTrial {
  readonly batch: number;
  readonly inputs: Readonly<Record<string, Encoded>>;
  readonly outputs: Readonly<Record<string, Encoded>>;
}

/**
 * The trials in the metadata of a file; none, if it has none.
 *
 * @throws {EbmError} If they are not what `withTrials` writes.
 */
export function readTrials(bytes: Uint8Array): Trial[] {
  const { trials } = readSignature(bytes).metadata;
  if (trials === undefined) return [];
  try {
    return (JSON.parse(trials) as EncodedTrial[]).map(({ batch, inputs, outputs }) => ({
      batch,
      inputs: decoded(inputs),
      outputs: decoded(outputs),
    }));
  } catch (cause) {
    throw new EbmError("readTrials: the `trials` in the metadata cannot be read.", { cause });
  }
}

function decoded(tensors: Readonly<Record<string, Encoded>>): Feeds {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, decode(tensor)]),
  );
}

function decode({ dtype, shape, data }: Encoded): Packed {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const array = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype];
  return { data: new array(bytes.buffer), shape };
}
