import { encodePacked } from "../verify/packed-json.js";
import type { Trial } from "../verify/trial.js";
import { withMetadata } from "./with-metadata.js";

/**
 * Adds trials to the metadata of a file, so that anyone can verify in any runtime, with the file alone,
 * that it computes what it should. `readTrials` reads them.
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
