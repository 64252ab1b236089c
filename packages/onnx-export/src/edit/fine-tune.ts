import { EbmError } from "@ebm/core";
import type { Feeds } from "@ebm/trace";
import type { Run } from "../verify/trial.js";

export interface FineTuneOptions {
  /** train-step.onnx, loaded in any runtime. */
  readonly run: Run;
  /** What train-state.onnx gives, or an earlier `state`. */
  readonly state: Feeds;
  /** The batch of a step, counted from 0. */
  readonly batches: (step: number) => Feeds;
  readonly learningRate: number;
  readonly steps: number;
}

/** What a step did. */
export interface FineTuneInfo {
  /** Updates made so far: 1 after the first. */
  readonly step: number;
  /** The loss of the step's batch, before the update. */
  readonly loss: number;
  /** The parameters and what the optimizer knows besides, after it. */
  readonly state: Feeds;
}

/**
 * Trains by train-step.onnx, in any runtime: in a browser, or a phone.
 *
 * @throws {EbmError} Where a loss is not finite.
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
