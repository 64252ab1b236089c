import { EbmError } from "./errors.js";

type Named<T> = Readonly<Record<string, T>>;

/**
 * Checks that values, by name, are integers from `least` (default: 1) to `most` (default: ∞).
 *
 * @throws {EbmError} If one is not. It names the first one.
 */
export function checkCount(
  where: string,
  counts: Named<number>,
  { least = 1, most = Infinity }: { readonly least?: number; readonly most?: number } = {},
): void {
  const isCount = (x: number): boolean => Number.isSafeInteger(x) && x >= least && x <= most;
  const range = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
  check(where, counts, { holds: isCount, expected: `an integer ${range}` });
}

/** Checks that numbers, by name, are positive and finite. */
export function checkPositive(where: string, numbers: Named<number>): void {
  const isPositive = (x: number): boolean => Number.isFinite(x) && x > 0;
  check(where, numbers, { holds: isPositive, expected: "a positive number" });
}

/** Checks that numbers, by name, are at least 0 and finite. */
export function checkNonNegative(where: string, numbers: Named<number>): void {
  const isNonNegative = (x: number): boolean => Number.isFinite(x) && x >= 0;
  check(where, numbers, { holds: isNonNegative, expected: "a number of at least 0" });
}

/** Checks that numbers, by name, are from 0 to 1. With `open`, 0 and 1 are refused too. */
export function checkShare(
  where: string,
  shares: Named<number>,
  { open = false }: { readonly open?: boolean } = {},
): void {
  check(where, shares, {
    holds: (x) => (open ? x > 0 && x < 1 : x >= 0 && x <= 1),
    expected: open ? "a number between 0 and 1" : "a number from 0 to 1",
  });
}

/** Checks that values, by name, are among `options`. */
export function checkOneOf(where: string, values: Named<string>, options: readonly string[]): void {
  const quoted = options.map((option) => `"${option}"`);
  const expected = `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
  check(where, values, { holds: (value) => options.includes(value), expected });
}

/** Returns whether a value is a promise. Its rejection then does not end the process. */
export function isPromise(value: unknown): boolean {
  const isThenable =
    typeof value === "object" &&
    value !== null &&
    "then" in value &&
    value.then instanceof Function;
  if (isThenable) Promise.resolve(value).catch(() => {});
  return isThenable;
}

function check<T>(
  where: string,
  values: Named<T>,
  { holds, expected }: { holds: (value: T) => boolean; expected: string },
): void {
  for (const [name, value] of Object.entries(values)) {
    if (holds(value)) continue;
    throw new EbmError(`${where}: \`${name}\` is ${value}, expected ${expected}.`);
  }
}
