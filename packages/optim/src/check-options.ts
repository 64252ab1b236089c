import { EbmError } from "@ebm/core/errors";

type Range =
  | "a finite number from 0"
  | "a number above 0"
  | "a number from 0 to below 1"
  | "an integer of at least 0"
  | "an integer of at least 1";

/**
 * Checks numbers against ranges.
 *
 * @throws {EbmError} If one is out of range. It names the first one.
 */
export function checkOptions(
  where: string,
  options: Record<string, readonly [value: number, expected: Range]>,
): void {
  for (const [name, [value, expected]] of Object.entries(options)) {
    if (typeof value === "number" && holds[expected](value)) continue;
    throw new EbmError(`${where}: \`${name}\` is ${value}, expected ${expected}.`);
  }
}

// rounded to float32, as they are used
const holds: Record<Range, (x: number) => boolean> = {
  "a finite number from 0": (x) => x >= 0 && Math.fround(x) < Infinity,
  "a number above 0": (x) => Math.fround(x) > 0,
  "a number from 0 to below 1": (x) => x >= 0 && Math.fround(x) < 1,
  "an integer of at least 0": (x) => Number.isSafeInteger(x) && x >= 0,
  "an integer of at least 1": (x) => Number.isSafeInteger(x) && x >= 1,
};
