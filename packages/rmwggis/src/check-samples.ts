import { EbmError } from "@ebm/core";

/** Refuses a number of draws that is none. */
export function checkSamples(where: string, samples: number): void {
  if (Number.isInteger(samples) && samples > 0) return;
  throw new EbmError(`${where}: \`samples\` is ${samples}, expected a positive integer.`);
}
