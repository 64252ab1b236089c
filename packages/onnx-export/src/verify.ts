import { EbmError, foldIn, type Key, key as keyOf, split } from "@ebm/core";
import {
  type Feeds,
  type Packed,
  readSignature,
  runEagerly,
  type TensorSpec,
  type Traceable,
} from "@ebm/trace";
import { largestError } from "./largest-error.js";

/** A model, loaded in some runtime. */
export type Run = (feeds: Feeds) => Feeds | Promise<Feeds>;

export interface VerifyOptions {
  /** Loads a model in the runtime to verify. */
  readonly run: (model: Uint8Array) => Run | Promise<Run>;
  /** What the model should compute, in tfjs; it is evaluated eagerly, on the current backend. */
  readonly reference: Traceable;
  /** Inputs such as the model will meet: x like the training data, y a member of the structure. */
  readonly sample: (key: Key, batch: number) => Feeds;
  readonly key?: Key;
  /** Each is tried on 64 rows or more. */
  readonly batches?: readonly number[];
  /** The largest relative error that passes. */
  readonly tolerance?: number;
}

export interface Verification {
  /** Whether every relative error is within the tolerance. */
  readonly pass: boolean;
  readonly tolerance: number;
  readonly errors: readonly OutputError[];
}

/** The largest errors of one output at one batch size. */
export interface OutputError {
  readonly output: string;
  readonly batch: number;
  /** |a − r| of an entry a and its reference r; infinite where either is NaN. */
  readonly absolute: number;
  /**
   * |a − r| / max(|r|, s), where s is the root mean square of the output over all the inputs
   * tried: an entry that happens to be near zero is held to the scale of the others.
   */
  readonly relative: number;
}

/**
 * Runs a model in some runtime on random inputs, and compares what it gives with the functions
 * that it was made from.
 *
 * @throws {EbmError} Where `sample`, `reference` or `run` leaves out what the model takes or gives, or
 *   has it in another shape.
 */
export async function verify(
  model: Uint8Array,
  { run, reference, sample, ...options }: VerifyOptions,
): Promise<Verification> {
  const { key = keyOf(0), batches = [1, 7, 64], tolerance = 1e-5 } = options;
  const { inputs, outputs } = readSignature(model);
  const names = Object.keys(outputs);
  const runModel = await run(model);

  const trials: { readonly batch: number; readonly actual: Feeds; readonly expected: Feeds }[] = [];
  for (const [batch, trialKey] of trialsOf(batches, key)) {
    const sampled = sample(trialKey, batch);
    const feeds = pick("sample", sampled, Object.keys(inputs));
    for (const [name, spec] of Object.entries(inputs)) {
      checkDtype(name, feeds[name]!, spec);
      checkShape("sample", name, feeds[name]!, sizesOf(spec, batch));
    }
    const expected = pick("reference", runEagerly(reference, sampled), names);
    const actual = pick("run", await runModel(feeds), names);
    for (const name of names) checkShape("run", name, actual[name]!, expected[name]!.shape);
    trials.push({ batch, actual, expected });
  }

  const errors = names.flatMap((output) => {
    const entries = (of: "actual" | "expected", among = trials): number[] =>
      among.flatMap((trial) => [...trial[of][output]!.data]);
    const scale = rootMeanSquare(entries("expected"));
    return batches.map((batch) => {
      const own = trials.filter((trial) => trial.batch === batch);
      const error = largestError(entries("actual", own), entries("expected", own), scale);
      return { output, batch, ...error };
    });
  });
  return { pass: errors.every(({ relative }) => relative <= tolerance), tolerance, errors };
}

/** As many trials of each batch size as make `ROWS` rows: one row may well hide an error. */
function trialsOf(batches: readonly number[], key: Key): (readonly [batch: number, key: Key])[] {
  if (batches.length === 0 || !batches.every((batch) => Number.isInteger(batch) && batch > 0)) {
    throw new EbmError(`verify: \`batches\` has [${batches}], expected whole numbers from 1.`);
  }
  return batches.flatMap((batch) =>
    split(foldIn(key, batch), Math.ceil(ROWS / batch)).map((own) => [batch, own] as const),
  );
}

const ROWS = 64;

function pick(from: string, feeds: Feeds, names: readonly string[]): Feeds {
  const missing = names.find((name) => !feeds[name]);
  if (missing !== undefined) {
    const given = Object.keys(feeds).join(", ") || "nothing";
    throw new EbmError(`verify: \`${from}\` gave ${given}, expected \`${missing}\` too.`);
  }
  return Object.fromEntries(names.map((name) => [name, feeds[name]!]));
}

function sizesOf({ shape }: TensorSpec, batch: number): number[] {
  return shape.map((size) => (typeof size === "string" ? batch : size));
}

function checkDtype(name: string, { data }: Packed, { dtype }: TensorSpec): void {
  const expected = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype];
  if (!expected || data instanceof expected) return;
  throw new EbmError(
    `verify: \`sample\` gave \`${name}\` as ${data.constructor.name}, expected ${expected.name}.`,
  );
}

function checkShape(
  from: string,
  name: string,
  { data, shape }: Packed,
  expected: readonly number[],
): void {
  const size = expected.reduce((product, axis) => product * axis, 1);
  if (shape.join() === expected.join() && data.length === size) return;
  throw new EbmError(
    `verify: \`${from}\` gave \`${name}\` with shape [${shape.join(", ")}] and ${data.length} ` +
      `entries, expected shape [${expected.join(", ")}].`,
  );
}

function rootMeanSquare(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite);
  return Math.sqrt(finite.reduce((sum, x) => sum + x * x, 0) / Math.max(1, finite.length));
}
