import { UsageError } from "../errors.js";

/** Returns a parser for an option that is a number above 0 and below 1. */
export function parseShare(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && value > 0 && value < 1) return value;
    throw new UsageError(`${option} is ${text}, expected a number above 0 and below 1.`);
  };
}
