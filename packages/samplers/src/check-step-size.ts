import { EbmError } from "@ebm/core";
import type { Tensor } from "@tensorflow/tfjs-core";

/** Refuses a number that is not a step size. A tensor is not checked. */
export function checkStepSize(where: string, stepSize: number | Tensor): void {
  if (stepSize && typeof stepSize === "object") return;
  if (Number(stepSize) > 0 && Number(stepSize) < Infinity) return;
  throw new EbmError(`${where}: \`stepSize\` is ${stepSize}, expected a positive number.`);
}
