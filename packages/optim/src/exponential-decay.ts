import { checkOptions } from "./check-options.js";
import type { Schedule } from "./schedule.js";

export interface ExponentialDecayOptions {
  /** The learning rate at step 0. */
  readonly from: number;
  /** The learning rate at step `steps` and after. */
  readonly to: number;
  readonly steps: number;
}

/**
 * The same factor at each step, from the first rate to the last: from·(to / from)^(step / steps).
 *
 * @throws {EbmError} At an option out of its range.
 */
export function exponentialDecay({ from, to, steps }: ExponentialDecayOptions): Schedule {
  checkOptions("exponentialDecay", {
    from: [from, "a number above 0"],
    to: [to, "a number above 0"],
    steps: [steps, "an integer of at least 1"],
  });
  return (step) => (step >= steps ? to : from * (to / from) ** (step / steps));
}
