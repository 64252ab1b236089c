import { EbmError } from "@ebm/core/errors";
import { listed } from "@ebm/core/naming";
import { type LabelSets, labelSets, type Matrix, type Table } from "@ebm/datasets";
import { columnsOf } from "../table-rows.js";

/** The columns that say which labels a row has. */
export interface LabelTarget {
  readonly columns: readonly string[];
  readonly labelNames: readonly string[];
  /** Whether one column lists the labels of a row. */
  readonly isList: boolean;
}

/** Returns what the target columns of the training rows stand for. */
export function labelTarget({ columns }: Table, { labelNames }: LabelSets): LabelTarget {
  const names = columns.map(({ name }) => name);
  return { columns: names, labelNames, isList: names.join() !== labelNames.join() };
}

/**
 * Reads the labels of new rows: 1 or 0, and NaN where a label is unknown. Shape [rows, labels].
 *
 * @throws {EbmError} If a column is missing, or a label was not in the training rows.
 */
export function readLabels(where: string, table: Table, target: LabelTarget): Matrix {
  const { columns, labelNames, isList } = target;
  const sets = labelSets(columnsOf(where, table, columns), { form: isList ? "list" : "columns" });
  const unknown = sets.labelNames.filter((name) => !labelNames.includes(name));
  if (unknown.length > 0) {
    throw new EbmError(
      `${where}: ${table.file} has the labels ${listed(unknown)}, expected those of the training rows: ${listed(labelNames)}.`,
    );
  }
  const from = labelNames.map((name) => sets.labelNames.indexOf(name));
  const [rows, found] = sets.y.shape;
  const data = new Float32Array(rows * labelNames.length);
  for (let row = 0; row < rows; row++) {
    for (const [j, i] of from.entries()) {
      // a row of a list has all its labels known, or none
      const place = row * found + Math.max(i, 0);
      const value = i < 0 ? 0 : sets.y.data[place]!;
      data[row * labelNames.length + j] = sets.known.data[place] === 1 ? value : Number.NaN;
    }
  }
  return { data, shape: [rows, labelNames.length] };
}
