import { EbmError } from "@ebm/core";
import type { Feeds } from "@ebm/trace";
import type { Run } from "../verify/trial.js";

export interface FineTuneOptions {
  /** train-step.onnx, loaded in any runtime. */
  readonly run: Run;
  /** The outputs of train-state.onnx, or an earlier `state`. */
  readonly state: Feeds;
  /** Returns the batch of a step, counted from 0. */
  readonly batches: (step: number) => Feeds;
  readonly learningRate: number;
  readonly steps: number;
}

/** The result of a step. */
export interface FineTuneInfo {
  /** Number of updates so far: 1 after the first. */
  readonly step: number;
  /** The loss of the step's batch, before the update. */
  readonly loss: number;
  /** The parameters and the state of the optimizer after the update. */
  readonly state: Feeds;
}

/**
 * Trains with train-step.onnx, in any runtime, such as a browser or a phone.
 *
 * @throws {EbmError} If a loss is not finite.
 */
export async function* fineTune({
  run,
  state,
  batches,
  learningRate,
  steps,
}: FineTuneOptions): AsyncGenerator<FineTuneInfo, void> {
  const rate = { data: Float32Array.of(learningRate), shape: [] };
  let current = state;
  for (let step = 0; step < steps; step++) {
    const outputs = await run({ ...current, learning_rate: rate, ...batches(step) });
    const loss = outputs.loss?.data[0];
    if (loss === undefined || !Number.isFinite(loss)) {
      throw new EbmError(`fineTune: the loss of step ${step + 1} is ${loss}, expected a number.`);
    }
    const names = Object.keys(state);
    current = Object.fromEntries(names.map((name) => [name, outputs[`next_${name}`]!]));
    yield { step: step + 1, loss, state: current };
  }
}
