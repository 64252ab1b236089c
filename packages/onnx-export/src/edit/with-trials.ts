import { encodePacked } from "../verify/packed-json.js";
import type { Trial } from "../verify/trial.js";
import { withMetadata } from "./with-metadata.js";

/**
 * The same file with trials in its metadata, so that whoever has it can prove, in any runtime and
 * with nothing else, that it computes what it was made to: `readTrials` has them back.
 */
export function withTrials(bytes: Uint8Array, trials: readonly Trial[]): Uint8Array<ArrayBuffer> {
  const encoded = trials.map(({ batch, inputs, outputs }) => ({
    batch,
    inputs: mapValues(inputs, encodePacked),
    outputs: mapValues(outputs, encodePacked),
  }));
  return withMetadata(bytes, { trials: JSON.stringify(encoded) });
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
