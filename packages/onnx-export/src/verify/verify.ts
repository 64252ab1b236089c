import { checkPacked } from "./check-packed.js";
import { largestError } from "./largest-error.js";
import { pickFeeds } from "./pick-feeds.js";
import { rootMeanSquare } from "./root-mean-square.js";
import type { Run, Trial } from "./trial.js";

export interface VerifyOptions {
  /** The trials: from `drawTrials`, or from the file by `readTrials`. */
  readonly trials: readonly Trial[];
  /** The largest relative error that passes. Default: 1e-5. */
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
  /** |a − r| for an entry a and its reference r. Infinite if either is NaN. */
  readonly absolute: number;
  /**
   * |a − r| / max(|r|, s), where s is the root mean square of the output over all trials. So an entry
   * near zero is measured on the scale of the others.
   */
  readonly relative: number;
}

/**
 * Compares the outputs of a model in some runtime with the expected ones.
 *
 * @throws {EbmError} If `run` omits an output, or returns it in another shape.
 */
export async function verify(
  run: Run,
  { trials, tolerance = 1e-5 }: VerifyOptions,
): Promise<Verification> {
  const compared: (Pick<Trial, "batch" | "outputs"> & { readonly actual: Trial["outputs"] })[] = [];
  for (const { batch, inputs, outputs } of trials) {
    const names = Object.keys(outputs);
    const actual = pickFeeds(["verify", "run"], await run(inputs), names);
    for (const name of names) {
      checkPacked(`verify: \`run\` gave \`${name}\``, actual[name]!, outputs[name]!.shape);
    }
    compared.push({ batch, outputs, actual });
  }

  const batches = [...new Set(trials.map(({ batch }) => batch))];
  const names = [...new Set(trials.flatMap(({ outputs }) => Object.keys(outputs)))];
  const errors = names.flatMap((output) => {
    const entries = (of: "actual" | "outputs", among = compared): number[] =>
      among.flatMap((trial) => [...trial[of][output]!.data]);
    const scale = rootMeanSquare(entries("outputs"));
    return batches.map((batch) => {
      const own = compared.filter((trial) => trial.batch === batch);
      const error = largestError(entries("actual", own), entries("outputs", own), scale);
      return { output, batch, ...error };
    });
  });
  return { pass: errors.every(({ relative }) => relative <= tolerance), tolerance, errors };
}
