import type { Word } from "./malformed.js";

/** Splits a text into its non-blank lines, without the line ends LF or CR LF. */
export function* lines(text: string): Generator<Word> {
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  while (start < text.length) {
    const newline = text.indexOf("\n", start);
    const next = newline < 0 ? text.length : newline;
    const end = text[next - 1] === "\r" && next > start ? next - 1 : next;
    const line = text.slice(start, end);
    if (line.trim() !== "") yield { text: line, start, end, quoted: false };
    start = next + 1;
  }
}
