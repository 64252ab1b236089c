import { EbmError } from "@ebm/core";

/** Checks that a structure is asked for over enough items. */
export function checkSize(where: string, sizes: Readonly<Record<string, number>>, least = 1): void {
  const expected = least === 1 ? "a positive integer" : `an integer from ${least} on`;
  for (const [argument, size] of Object.entries(sizes)) {
    if (Number.isInteger(size) && size >= least) continue;
    throw new EbmError(`${where}: \`${argument}\` is ${size}, expected ${expected}.`);
  }
}
