import { arffScanner } from "../formats/arff-scanner.js";
import { malformed, type Source } from "../formats/malformed.js";
import { parseArffHeader } from "./arff-header.js";
import type { Cell, RecordRow, Records } from "./records.js";
import { rowBatches } from "./row-batches.js";
import { fileError } from "./table-error.js";
import type { ByteSource } from "./table-source.js";
import { type Line, linesOf } from "./table-text.js";

/**
 * Opens Weka's attribute-relation file format, dense or sparse. Commas and blanks separate values
 * alike, and a comma may end a row, as Weka has it.
 */
export async function arffRecords(where: string, source: ByteSource): Promise<Records> {
  const file = source.name;
  const { text, lines } = await headerText(where, source);
  const { columns, zeros, labels, notes } = parseArffHeader({ where, text, file });
  return { unit: "line", strings: "parse", missing: [], columns, notes, labels, rows };

  async function* rows(): AsyncGenerator<readonly RecordRow[]> {
    for await (const batch of linesOf(where, source)) yield* rowBatches(parsed(batch));
  }

  function* parsed(batch: readonly Line[]): Generator<RecordRow> {
    for (const { text: line, number } of batch) {
      if (number <= lines || line.trimStart().startsWith("%")) continue;
      const cells = parseRow({ where, text: `${line}\n`, file, line: number }, zeros);
      yield { place: number, cells };
    }
  }
}

/** The text up to the line of `@data`, and the number of that line. */
async function headerText(
  where: string,
  source: ByteSource,
): Promise<{ text: string; lines: number }> {
  const texts: string[] = [];
  for await (const batch of linesOf(where, source)) {
    for (const { text, number } of batch) {
      // blank lines are passed over, but count
      while (texts.length < number - 1) texts.push("");
      texts.push(text);
      if (/^\s*@data\s*(%.*)?$/i.test(text)) return { text: texts.join("\n"), lines: number };
    }
    if (texts.length > 1e6) break;
  }
  throw fileError({ where, file: source.name }, "it has no line `@data`, expected one.");
}

function parseRow(source: Source, zeros: readonly string[]): Cell[] {
  const scanner = arffScanner(source);
  const cells: Cell[] = [];
  const valueAt = (): Cell => {
    const word = scanner.word("a value");
    return word.text === "?" && !word.quoted ? undefined : word.text;
  };
  if (scanner.take("{")) parseSparse();
  else {
    while (cells.length < zeros.length && !scanner.lineEnds()) {
      cells.push(valueAt());
      scanner.take(",");
    }
    const values = `${zeros.length} values (it has ${cells.length})`;
    if (cells.length < zeros.length) throw scanner.fail(values);
  }
  if (!scanner.lineEnds()) throw scanner.fail("the end of the row, without a weight");
  return cells;

  function parseSparse(): void {
    for (const zero of zeros) cells.push(zero);
    if (scanner.take("}")) return;
    let next = 0;
    do {
      const word = scanner.word("an attribute's number");
      const index = /^\d+$/.test(word.text) ? Number(word.text) : -1;
      if (index < next || index >= cells.length) {
        const expected =
          index >= 0 && index < next
            ? `a number above ${next - 1}: they rise within a row`
            : next < cells.length
              ? `an attribute's number from ${next} to ${cells.length - 1}`
              : "`}` after the last attribute";
        throw malformed(source, word, expected);
      }
      cells[index] = valueAt();
      next = index + 1;
    } while (scanner.take(","));
    if (!scanner.take("}")) throw scanner.fail("`,` or `}`");
  }
}
