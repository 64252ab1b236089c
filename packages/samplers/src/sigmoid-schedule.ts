import { checkCount, checkPositive } from "@ebm/core/check";

export interface SigmoidScheduleOptions {
  /** The density s of the schedule at its ends. It is linear in the limit s → 0. Default: 4. */
  readonly sharpness?: number;
}

/**
 * Returns inverse temperatures that are dense at both ends, where p changes most,
 *
 *   βₜ = (σ(s(2t/steps − 1)) − σ(−s)) / (σ(s) − σ(−s)).
 *
 * @returns `steps` + 1 of them, from 0 to 1.
 */
export function sigmoidSchedule(
  steps: number,
  { sharpness = 4 }: SigmoidScheduleOptions = {},
): Float32Array<ArrayBuffer> {
  checkCount("sigmoidSchedule", { steps });
  checkPositive("sigmoidSchedule", { sharpness });
  // σ(z) = (1 + tanh(z/2)) / 2, and only the odd part remains
  return Float32Array.from({ length: steps + 1 }, (_, t) => t / steps).map(
    (t) => (1 + Math.tanh((sharpness * (2 * t - 1)) / 2) / Math.tanh(sharpness / 2)) / 2,
  );
}
