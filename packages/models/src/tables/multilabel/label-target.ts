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

/**
 * Reads the labels that new rows have, where each label has a column of its own or none: 1 or 0, and
 * NaN where a label is missing. Shape [rows, labels].
 *
 * @throws {EbmError} If one column lists the labels.
 */
export function readKnownLabels(where: string, table: Table, target: LabelTarget): Matrix {
  const { columns, labelNames } = target;
  if (target.isList) {
    throw new EbmError(
      `${where}: the labels are listed in \`${columns[0]}\`, where none can be unknown, expected a model of a column for each label.`,
    );
  }
  const names = new Set(table.columns.map(({ name }) => name));
  const present = labelNames.filter((name) => names.has(name));
  const shape = [table.rows, labelNames.length] as const;
  const data = new Float32Array(shape[0] * shape[1]).fill(Number.NaN);
  if (present.length > 0) {
    const found = readLabels(where, table, {
      columns: present,
      labelNames: present,
      isList: false,
    });
    for (const [i, name] of present.entries()) {
      const j = labelNames.indexOf(name);
      for (let row = 0; row < table.rows; row++) {
        data[row * shape[1] + j] = found.data[row * present.length + i]!;
      }
    }
  }
  return { data, shape };
}
