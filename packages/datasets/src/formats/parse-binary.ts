import type { Matrix } from "../matrix.js";
import { malformed } from "./malformed.js";

/**
 * Reads zeros and ones that are separated by commas, one row per line: the format of the sets on which densities
 * of binary variables are compared.
 *
 * @throws {EbmError} At the line and column of what is neither 0 nor 1, or of a row too long or
 * short.
 */
export function parseBinary(
  text: string,
  { file }: { readonly file?: string | undefined } = {},
): Matrix {
  const source = { where: "parseBinary", text, file };
  const data = new Float32Array(Math.ceil(text.length / 2));
  let [count, columns, row] = [0, 0, 0];
  for (let at = 0; at < text.length; row++) {
    const start = count;
    for (let expectsMore = true; expectsMore; ) {
      const code = text.charCodeAt(at);
      if (code !== ZERO && code !== ONE) throw malformed(source, { start: at, end: at }, "0 or 1");
      data[count++] = code - ZERO;
      expectsMore = text.charCodeAt(++at) === COMMA;
      if (expectsMore) at++;
    }
    if (row === 0) columns = count;
    if (count - start !== columns) {
      const fields = `${columns} fields (it has ${count - start})`;
      throw malformed(source, { start: at, end: at }, fields);
    }
    if (text[at] === "\r") at++;
    if (at < text.length && text[at] !== "\n") {
      throw malformed(source, { start: at, end: at }, "a comma or the end of the line");
    }
    at++;
  }
  if (row === 0) throw malformed(source, { start: 0, end: 0 }, "at least one row");
  return { data: data.slice(0, count), shape: [row, columns] };
}

const [ZERO, ONE, COMMA] = [0x30, 0x31, 0x2c];
