import { checkOptions } from "./check-options.js";
import type { LearningRate, Schedule } from "./schedule.js";

export interface LinearWarmupOptions {
  /** The final learning rate, or a schedule that starts at step `steps` with its own step 0. */
  readonly to: LearningRate;
  readonly steps: number;
}

/**
 * Returns a linear warm-up from near zero to a learning rate or to the start of a schedule:
 *
 *   to(0)·(step + 1) / (steps + 1)   before step `steps`,   to(step − steps)   after that.
 *
 * @throws {EbmError} If an option is out of range.
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
