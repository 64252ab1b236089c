import { checkOptions } from "./check-options.js";
import type { Schedule } from "./schedule.js";

export interface CosineDecayOptions {
  /** The learning rate at step 0. */
  readonly from: number;
  /** The learning rate at step `steps` and after. Default: 0. */
  readonly to?: number;
  readonly steps: number;
}

/**
 * Returns a cosine decay, from the first learning rate to the last:
 *
 *   to + (from − to)·(1 + cos(π·step / steps)) / 2.
 *
 * Reference: Loshchilov, Hutter. SGDR: Stochastic Gradient Descent with Warm Restarts. ICLR 2017.
 * https://arxiv.org/abs/1608.03983
 *
 * @throws {EbmError} If an option is out of range.
 */
export function cosineDecay({ from, to = 0, steps }: CosineDecayOptions): Schedule {
  checkOptions("cosineDecay", {
    from: [from, "a finite number from 0"],
    to: [to, "a finite number from 0"],
    steps: [steps, "an integer of at least 1"],
  });
  return (step) => {
    if (step >= steps) return to;
    return to + ((from - to) * (1 + Math.cos((Math.PI * step) / steps))) / 2;
  };
}
