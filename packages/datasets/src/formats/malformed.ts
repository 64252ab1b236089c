import { EbmError } from "@ebm/core/errors";

/** A text under a parser, and how to name both in an error. */
export interface Source {
  /** The parser. */
  readonly where: string;
  readonly text: string;
  readonly file?: string | undefined;
  /** The number of the first line of `text` in its file. Default: 1. */
  readonly line?: number | undefined;
}

/** A stretch of a text. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A word of a text, and where it stands; quotes and escapes are undone in `text`. */
export interface Word extends Span {
  readonly text: string;
  readonly quoted: boolean;
}

/** Splits a text at separators of one character each. Fields may be empty. */
export function splitWord({ text, start }: Word, separator: string | RegExp): Word[] {
  let at = start;
  return text.split(separator).map((part) => {
    const word = { text: part, start: at, end: at + part.length, quoted: false };
    at = word.end + 1;
    return word;
  });
}

/** The error of a text that is not as its format wants, at the line and column of a span. */
export function malformed(
  { where, text, file, line: first = 1 }: Source,
  { start, end }: Span,
  expected: string,
): EbmError {
  const before = text.slice(0, start);
  const line = before.split("\n").length + first - 1;
  const column = start - before.lastIndexOf("\n");
  const place = `line ${line}, column ${column}${file === undefined ? "" : ` of ${file}`}`;
  const message = `${where}: ${place} has ${found(text, start, end)}, expected ${expected}.`;
  // what would break the line, or not show, is escaped
  return new EbmError(
    message.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`),
  );
}

const LONGEST = 40;

function found(text: string, start: number, end: number): string {
  if (start >= text.length) return "the end of the file";
  if (/[\r\n]/.test(text[start]!)) return "the end of the line";
  // of an empty span, show what comes instead
  const stop = end > start ? end : start + text.slice(start).search(/\s|$/);
  const shown = text.slice(start, Math.min(stop, start + LONGEST));
  return `\`${shown}${stop - start > LONGEST ? "…" : ""}\``;
}
