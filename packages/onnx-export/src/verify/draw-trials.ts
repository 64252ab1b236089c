import { EbmError, foldIn, type Key, key as keyOf, split } from "@ebm/core";
import {
  type Feeds,
  type Packed,
  packedDtype,
  readSignature,
  runEagerly,
  type TensorSpec,
  type Traceable,
} from "@ebm/trace";
import { checkPacked } from "./check-packed.js";
import { jumpAt } from "./jump-at.js";
import { pickFeeds } from "./pick-feeds.js";
import type { Trial } from "./trial.js";

export interface TrialOptions {
  /** The function in tfjs that the model should compute. It is evaluated eagerly. */
  readonly reference: Traceable;
  /** Samples realistic inputs: x like the training data, y a member of the structure. */
  readonly sample: (key: Key, batch: number) => Feeds;
  /**
   * Converts sampled inputs to those of `reference`, such as raw columns to features. Default: no
   * conversion.
   */
  readonly prepare?: (feeds: Feeds) => Feeds;
  /** The names of the outputs to compare. Default: all outputs of the model. */
  readonly outputs?: readonly string[];
  /** The key of the random inputs. Default: `key(0)`. */
  readonly key?: Key;
  /** The batch sizes to try. Default: [1, 7, 64]. */
  readonly batches?: readonly number[];
  /** The minimum number of rows per batch size, because one row may hide an error. Default: 64. */
  readonly rows?: number;
  /**
   * For functions with jumps, such as trees. Inputs are sampled again if the reference jumps there by
   * more than this fraction of its scale, because rounding decides on which side of the jump they are.
   * Default: inputs are never sampled again.
   */
  readonly jump?: number;
}

/** How often inputs are sampled. */
const ATTEMPTS = 8;

/**
 * Draws random inputs of a model, and computes the expected outputs by the original functions.
 *
 * @throws {EbmError} If `sample` or `reference` omits an input or output of the model, or returns it in
 *   another shape.
 */
export function drawTrials(model: Uint8Array, options: TrialOptions): Trial[] {
  const { reference, sample, prepare = (feeds: Feeds) => feeds } = options;
  const { key = keyOf(0), batches = [1, 7, 64], rows = 64, jump } = options;
  const { inputs, outputs } = readSignature(model);
  const compared = options.outputs ?? Object.keys(outputs);
  return keysOf(key, batches, rows).map(([batch, rowsKey]) => {
    for (let attempt = 1; ; attempt++) {
      const sampled = sample(attempt === 1 ? rowsKey : foldIn(rowsKey, attempt), batch);
      const feeds = pickFeeds(["drawTrials", "sample"], sampled, Object.keys(inputs));
      for (const [name, spec] of Object.entries(inputs)) {
        checkInput(name, feeds[name]!, spec, batch);
      }
      const prepared = prepare(sampled);
      const expected = runEagerly(reference, prepared);
      const outputs = pickFeeds(["drawTrials", "reference"], expected, compared);
      const isAtJump =
        jump !== undefined && jumpAt(reference, { inputs: prepared, outputs }) > jump;
      if (attempt === ATTEMPTS || !isAtJump) return { batch, inputs: feeds, outputs };
    }
  });
}

function keysOf(
  key: Key,
  batches: readonly number[],
  rows: number,
): (readonly [batch: number, key: Key])[] {
  if (batches.length === 0 || !batches.every((batch) => Number.isInteger(batch) && batch > 0)) {
    throw new EbmError(
      `drawTrials: \`batches\` has [${batches}], expected integers of at least 1.`,
    );
  }
  return batches.flatMap((batch) =>
    split(foldIn(key, batch), Math.ceil(rows / batch)).map((own) => [batch, own] as const),
  );
}

function checkInput(name: string, packed: Packed, spec: TensorSpec, batch: number): void {
  const what = `drawTrials: \`sample\` gave \`${name}\``;
  const { shape, dtype } = spec;
  const given = packedDtype(packed);
  if (given !== dtype) throw new EbmError(`${what} as ${given}, expected ${dtype}.`);
  // an open axis other than the batch keeps its size
  const sizes = shape.map((size, axis) => {
    if (typeof size === "number") return size;
    return ["steps", "samples"].includes(size) ? packed.shape[axis]! : batch;
  });
  checkPacked(what, packed, sizes);
}
