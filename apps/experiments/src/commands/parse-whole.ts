import { UsageError } from "../errors.js";

/** Returns a parser for an option that is an integer from `least` to `most`. */
export function parseWhole(
  option: string,
  { least = 0, most = Number.MAX_SAFE_INTEGER }: { least?: number; most?: number } = {},
): (text: string) => number {
  return (text) => {
    const value = Number(text);
    const fits = Number.isSafeInteger(value) && value >= least && value <= most;
    if (text.trim() !== "" && fits) return value;
    const to = most === Number.MAX_SAFE_INTEGER ? "" : ` to ${most}`;
    const range = least === Number.MIN_SAFE_INTEGER ? "" : ` from ${least}${to}`;
    throw new UsageError(`${option} is ${text}, expected a whole number${range}.`);
  };
}
