import { numberOf } from "@ebm/core/cells";
import { quoted } from "@ebm/core/naming";
import type { Cell, RecordColumn, RecordRow, Records } from "./records.js";
import { fileError } from "./table-error.js";
import { checkTableMemory, type TableLimits } from "./table-memory.js";
import type { ByteSource } from "./table-source.js";
import { linesOf } from "./table-text.js";

interface Example {
  readonly place: number;
  readonly labels: string;
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

/**
 * Opens LIBSVM's format, `2,5 1:0.4 3:-1`: a column `labels` with the text before the first blank,
 * and a column for each feature, named by its number. The file is read once to see how many
 * features there are, and whether they count from 0 or from 1.
 *
 * @param options.names Columns that the caller knows of, such as those of training rows.
 */
export async function libsvmRecords(
  where: string,
  source: ByteSource,
  { names, memory, chunkRows }: TableLimits & { readonly names: readonly string[] },
): Promise<Records> {
  const place = { where, file: source.name };
  let header: string | undefined;
  // what no row of this file lists, but the caller names, is 0 in all of them
  const named = names.filter((name) => /^\d+$/.test(name)).map(Number);
  let least = Math.min(Number.POSITIVE_INFINITY, ...named);
  let most = Math.max(0, ...named);
  let rowCount = 0;
  for await (const batch of linesOf(where, source)) {
    for (const { text, number } of batch) {
      if (number === 1 && HEADER.test(text)) header = text.trim();
      else {
        const example = parseLine(place, text, number);
        if (example === undefined) continue;
        rowCount++;
        least = Math.min(least, example.indices[0] ?? least);
        most = Math.max(most, example.indices.at(-1) ?? 0);
      }
    }
  }
  const declared = header === undefined ? undefined : Number(header.split(/\s+/)[1]);
  const base = least === 0 || header !== undefined ? 0 : 1;
  const features = Math.max(declared ?? 0, most + 1 - base);
  const rowsKept = Math.min(rowCount, chunkRows);
  checkTableMemory(place, { rows: rowsKept, columns: features }, memory);
  const notes = [`Features are numbered from ${base}, to ${features - 1 + base}.`];
  if (header !== undefined) {
    notes.unshift(`Line 1, ${quoted(header)}, was read as numbers of rows, features and labels.`);
  }
  const columns: RecordColumn[] = [
    { name: "labels" },
    ...Array.from(
      { length: features },
      (_, i): RecordColumn => ({ name: `${i + base}`, kind: "number" }),
    ),
  ];
  return { unit: "line", strings: "parse", missing: [], columns, notes, labels: ["labels"], rows };

  async function* rows(): AsyncGenerator<readonly RecordRow[]> {
    for await (const batch of linesOf(where, source)) {
      for (const { text, number } of batch) {
        if (number === 1 && header !== undefined) continue;
        const example = parseLine(place, text, number);
        if (example === undefined) continue;
        const cells = new Array<Cell>(features + 1).fill(0);
        cells[0] = example.labels;
        for (const [i, index] of example.indices.entries())
          cells[index - base + 1] = example.values[i]!;
        // one by one: a row may be wide
        yield [{ place: example.place, cells }];
      }
    }
  }
}

/** The first line of files of the extreme classification repository: rows, features, labels. */
const HEADER = /^\s*\d+\s+\d+\s+\d+\s*$/;

/** The maximum number of columns that fit in memory as separate columns. */
const MOST_FEATURES = 2 ** 24;

function parseLine(
  place: { readonly where: string; readonly file: string },
  line: string,
  number: number,
): Example | undefined {
  const content = line.replace(/#.*/, "");
  const words = content.split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return undefined;
  const labels = words[0]!.includes(":") ? "" : words.shift()!;
  checkLabels(labels, words[0]);
  const indices: number[] = [];
  const values: number[] = [];
  for (const word of words) {
    const [index, text, ...more] = word.split(":");
    const value = numberOf(text);
    if (!/^\d+$/.test(index!) || value === undefined || more.length > 0) {
      throw fail(word, "feature:value, as 3:0.5");
    }
    if (Number(index) > MOST_FEATURES) throw fail(word, `a feature up to ${MOST_FEATURES}`);
    if (Number(index) <= (indices.at(-1) ?? -1)) {
      throw fail(word, `a feature after ${indices.at(-1)} (they rise within a row)`);
    }
    indices.push(Number(index));
    values.push(value);
  }
  return { place: number, labels, indices, values };

  function checkLabels(text: string, next: string | undefined): void {
    if (text.endsWith(",") && next !== undefined && !next.includes(":")) {
      throw fail(`${text} ${next}`, "no blank after the comma");
    }
    if (text === "" || numberOf(text) !== undefined) return;
    const bad = text.split(",").find((label) => !/^\d+$/.test(label));
    if (bad !== undefined) throw fail(text, `labels that are whole numbers, as ${quoted("2,5")}`);
  }

  function fail(found: string, expected: string): Error {
    return fileError(place, `line ${number} has ${quoted(found)}, expected ${expected}.`);
  }
}
