import { EbmError } from "@ebm/core";
import { type Feeds, readSignature } from "@ebm/trace";
import type { PackedJson } from "./packed-json.js";
import { decodePacked } from "./packed-json.js";
import type { Trial } from "./trial.js";

interface EncodedTrial {
  readonly batch: number;
  readonly inputs: Readonly<Record<string, PackedJson>>;
  readonly outputs: Readonly<Record<string, PackedJson>>;
}

/**
 * Reads the trials in the metadata of a file. Returns an empty list if it has none.
 *
 * @throws {EbmError} If they are not in the format of `withTrials`.
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

function decoded(tensors: Readonly<Record<string, PackedJson>>): Feeds {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, decodePacked(tensor)]),
  );
}
