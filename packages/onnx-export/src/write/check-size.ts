import { EbmError } from "@ebm/core";

/** @throws {EbmError} If a number is no size. */
export function checkSize(where: string, sizes: Readonly<Record<string, number>>): void {
  for (const [name, size] of Object.entries(sizes)) {
    if (Number.isInteger(size) && size >= 1) continue;
    throw new EbmError(`${where}: \`${name}\` is ${size}, expected a whole number from 1.`);
  }
}
