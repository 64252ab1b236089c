import { EbmError } from "@ebm/core/errors";
import { listed, nearest, quoted } from "@ebm/core/naming";
import type { Matrix } from "../matrix.js";
import { encodeColumn } from "./encode-column.js";
import { featureNames } from "./feature-names.js";
import type { Preprocessor } from "./preprocessor.js";
import type { Table } from "./table.js";

/**
 * The rows of a table as numbers for a model. Columns are found by name, in any order; `notes` says
 * which ones are not used. There is never a NaN in the matrix.
 *
 * @throws {EbmError} If a column is missing, or a value is not of its kind.
 */
export function applyPreprocessor(
  preprocessor: Preprocessor,
  table: Table,
): Matrix & { readonly notes: readonly string[] } {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const width = featureNames(preprocessor).length;
  if (table.rows * width > MOST_VALUES) {
    throw new EbmError(
      `applyPreprocessor: ${table.file} has ${table.rows} rows of ${width} features, expected at most ${MOST_VALUES} values in all.`,
    );
  }
  const data = new Float32Array(table.rows * width);
  const notes: string[] = [];
  let offset = 0;
  for (const fitted of preprocessor.columns) {
    const column = byName.get(fitted.name);
    if (column === undefined) throw noColumn(table, fitted.name);
    const { size, write, missing, unknown } = encodeColumn(table.file, fitted, column);
    for (let row = 0; row < table.rows; row++) write(row, data, row * width + offset);
    offset += size;
    if (missing > 0 && !fitted.hasMissing) {
      notes.push(
        `${quoted(fitted.name)} is missing in ${missing} of ${table.rows} rows, and never was in training.`,
      );
    }
    if (unknown.length > 0) {
      notes.push(`${quoted(fitted.name)} has values that training had not: ${listed(unknown)}.`);
    }
  }
  const used = new Set([...preprocessor.columns.map(({ name }) => name), ...preprocessor.constant]);
  const others = [...byName.keys()].filter((name) => !used.has(name));
  if (others.length > 0) notes.push(`Columns that are not used: ${listed(others)}.`);
  return { data, shape: [table.rows, width], notes };
}

/** As many fill 4 GB. */
const MOST_VALUES = 2 ** 30;

function noColumn({ file, columns }: Table, name: string): EbmError {
  const names = columns.map((column) => column.name);
  const hint = nearest(name, names);
  return new EbmError(
    `applyPreprocessor: ${file} has no column ${quoted(name)}, which training had. ${hint}`,
  );
}
