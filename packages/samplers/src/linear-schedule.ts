import { EbmError } from "@ebm/core";

/**
 * Inverse temperatures βₜ = t/steps, evenly from 0 to 1.
 *
 * @returns `steps` + 1 of them.
 */
export function linearSchedule(steps: number): Float32Array<ArrayBuffer> {
  if (!Number.isInteger(steps) || steps < 1) {
    throw new EbmError(`linearSchedule: \`steps\` is ${steps}, expected a whole number from 1.`);
  }
  return Float32Array.from({ length: steps + 1 }, (_, t) => t / steps);
}
