import { fileError } from "./table-error.js";

/** A JSON value of a longer text, and the line on which it starts. */
export interface JsonPiece {
  readonly text: string;
  readonly line: number;
}

/**
 * Cuts a text that comes in pieces into the JSON objects of an array or of JSON lines, so that the
 * whole need not fit in a string.
 */
export async function* jsonPieces(
  place: { readonly where: string; readonly file: string },
  texts: AsyncIterable<string>,
): AsyncGenerator<readonly JsonPiece[]> {
  let rest = "";
  let at = 0;
  let line = 1;
  let start = 0;
  let startLine = 1;
  let depth = 0;
  let inString = false;
  let inArray = false;
  let before = "nothing" as "nothing" | "value" | "comma" | "end";
  for await (const text of texts) {
    rest += text;
    const pieces: JsonPiece[] = [];
    for (; at < rest.length; at++) {
      const code = rest.charCodeAt(at);
      if (code === NEWLINE) line++;
      if (inString) {
        if (code === BACKSLASH) {
          // the escaped character may be in the next piece
          if (at + 1 === rest.length) break;
          at++;
        } else if (code === QUOTE) inString = false;
      } else if (depth > 0) {
        if (code === QUOTE) inString = true;
        else if (code === OPEN || code === OPEN_LIST) depth++;
        else if ((code === CLOSE || code === CLOSE_LIST) && --depth === 0) {
          pieces.push({ text: rest.slice(start, at + 1), line: startLine });
          before = "value";
        }
      } else if (code > 0x20) between(code);
    }
    if (depth > 0) {
      rest = rest.slice(start);
      at -= start;
      start = 0;
    } else {
      rest = "";
      at = 0;
    }
    if (pieces.length > 0) yield pieces;
  }
  if (depth > 0 || (inArray && before !== "end")) {
    throw fileError(place, `the text ends within a JSON ${depth > 0 ? "record" : "array"}.`);
  }

  function between(code: number): void {
    if (code === OPEN && before !== "end" && !(inArray && before === "value")) {
      [depth, start, startLine] = [1, at, line];
    } else if (code === OPEN_LIST && before === "nothing" && !inArray) inArray = true;
    else if (code === COMMA && inArray && before === "value") before = "comma";
    else if (code === CLOSE_LIST && inArray && before !== "comma" && before !== "end")
      before = "end";
    else {
      const found = String.fromCharCode(code);
      throw fileError(place, `line ${line} has \`${found}\`, expected records, as {"age": 41}.`);
    }
  }
}

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
