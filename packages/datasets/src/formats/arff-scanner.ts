import type { EbmError } from "@ebm/core/errors";
import { malformed, type Source, type Word } from "./malformed.js";

/** Reads the words of an ARFF text from left to right. Comments and blanks are passed over. */
export interface ArffScanner {
  /** Goes to the next line that says something; false at the end of the text. */
  nextLine(): boolean;
  /** Whether the rest of the line is empty. */
  lineEnds(): boolean;
  /** Passes one character, if it is next. */
  take(character: string): boolean;
  /** Passes what parts two values, if it is next: a comma, or a tab. */
  takeSeparator(): boolean;
  /** Reads one word, quoted or plain. */
  word(expected: string): Word;
  /** The error of finding here what is not `expected`. */
  fail(expected: string): EbmError;
}

/** A scanner at the start of a text. */
export function arffScanner(source: Source): ArffScanner {
  const { text } = source;
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  return { nextLine, lineEnds, take, takeSeparator, word, fail };

  function nextLine(): boolean {
    while (lineEnds()) {
      if (at >= text.length) return false;
      at++;
    }
    return true;
  }

  function lineEnds(): boolean {
    while (isBlank(text.charCodeAt(at))) at++;
    if (text[at] === "%") at = lineEnd();
    return at >= text.length || text[at] === "\n";
  }

  function take(character: string): boolean {
    if (lineEnds() || text[at] !== character) return false;
    at++;
    return true;
  }

  function takeSeparator(): boolean {
    const start = at;
    return take(",") || (!lineEnds() && text.slice(start, at).includes("\t"));
  }

  function word(expected: string): Word {
    if (lineEnds()) throw fail(expected);
    const start = at;
    const quote = text[at]!;
    if (quote === "'" || quote === '"')
      return { text: unquote(quote), start, end: at, quoted: true };
    while (!endsWord(text.charCodeAt(at))) at++;
    if (at === start) throw fail(expected);
    return { text: text.slice(start, at), start, end: at, quoted: false };
  }

  function unquote(quote: string): string {
    const start = at;
    const end = lineEnd();
    let value = "";
    for (at++; at < end; at++) {
      if (text[at] === quote) {
        at++;
        return value;
      }
      value += text[at] === "\\" ? escaped() : text[at];
    }
    throw malformed(source, { start, end }, `a closing ${quote}`);
  }

  // leaves `at` on the last character of the escape
  function escaped(): string {
    const code = /^\\u([0-9a-f]{4})/i.exec(text.slice(at, at + 6))?.[1];
    if (code !== undefined) {
      at += 5;
      return String.fromCharCode(Number.parseInt(code, 16));
    }
    const character = text[++at] ?? "";
    return ESCAPES[character] ?? character;
  }

  function lineEnd(): number {
    const end = text.indexOf("\n", at);
    return end < 0 ? text.length : end;
  }

  function fail(expected: string): EbmError {
    lineEnds();
    return malformed(source, { start: at, end: at }, expected);
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** A space, a tab, or the first half of CR LF. */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d;
}

/** Blanks and control characters, the end of the text (NaN), and `,` `{` `}` `%`. */
function endsWord(code: number): boolean {
  return !(code > 0x20) || code === 0x2c || code === 0x7b || code === 0x7d || code === 0x25;
}
