import { malformed, type Source, type Word } from "./malformed.js";

/**
 * The number that a word spells in decimals, `-1.5e3`. Neither hexadecimals nor infinities nor
 * what a Float32Array would round to one.
 *
 * @param what What the number is of, for the error.
 */
export function numberAt(source: Source, word: Word, what: string): number {
  if (!DECIMAL.test(word.text)) throw malformed(source, word, `a number for ${what}`);
  const value = Number(word.text);
  if (Number.isFinite(Math.fround(value))) return value;
  throw malformed(source, word, `a number up to 3.4e38 for ${what}`);
}

const DECIMAL = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
