import { EbmError } from "@ebm/core";

/** Checks that a structure is asked for over a positive number of items. */
export function checkSize(where: string, size: number): void {
  if (Number.isInteger(size) && size > 0) return;
  throw new EbmError(`${where}: \`size\` is ${size}, expected a positive integer.`);
}
