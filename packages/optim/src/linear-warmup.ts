import { checkOptions } from "./check-options.js";
import type { LearningRate, Schedule } from "./schedule.js";

export interface LinearWarmupOptions {
  /** What it rises to. A schedule begins at step `steps`, with its own step 0. */
  readonly to: LearningRate;
  readonly steps: number;
}

/**
 * A linear rise from near zero, to a learning rate or to the beginning of a schedule:
 *
 *   to(0)·(step + 1) / (steps + 1)   before step `steps`,   to(step − steps)   from there.
 *
 * @throws {EbmError} At an option out of its range.
 */
export function linearWarmup({ to, steps }: LinearWarmupOptions): Schedule {
  const schedule = typeof to === "function" ? to : () => to;
  checkOptions("linearWarmup", {
    to: [schedule(0), "a finite number from 0"],
    steps: [steps, "an integer of at least 0"],
  });
  return (step) =>
    step < steps ? (schedule(0) * (step + 1)) / (steps + 1) : schedule(step - steps);
}
