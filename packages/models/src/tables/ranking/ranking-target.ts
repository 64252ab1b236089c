import { EbmError } from "@ebm/core/errors";
import { listed, quoted } from "@ebm/core/naming";
import { type Matrix, rankings, type Table } from "@ebm/datasets";
import { columnsOf } from "../table-rows.js";

/** The columns that say how a row ranks the labels. */
export interface RankingTarget {
  /** One column that has rankings such as `b>a>c`, or one for the place of each label. */
  readonly columns: readonly string[];
  readonly labelNames: readonly string[];
}

/** The notation of rankings in rows. */
export interface RankedRows {
  /** Numbers that grow with the place; NaN marks labels that are not ranked. Shape [rows, labels]. */
  readonly ranks: Matrix;
  readonly labelNames: readonly string[];
  readonly notes: readonly string[];
}

/** Reads rankings from one column, or the place of each label from a column of numbers. */
export function readRankings(where: string, targets: Table): RankedRows {
  const { columns, rows, file } = targets;
  const [first] = columns;
  if (columns.length === 1 && first!.kind !== "number") return rankings(targets);
  if (columns.length < 2) {
    throw new EbmError(
      `${where}: ${file} has ${columns.length} columns with places, expected two labels or more.`,
    );
  }
  const data = new Float32Array(rows * columns.length);
  for (const [j, { name, kind, values }] of columns.entries()) {
    if (kind !== "number") {
      throw new EbmError(
        `${where}: ${file}: column ${quoted(name)} is ${kind}, expected the place of a label, a number.`,
      );
    }
    for (let row = 0; row < rows; row++) data[row * columns.length + j] = values[row]!;
  }
  const labelNames = columns.map(({ name }) => name);
  return { ranks: { data, shape: [rows, columns.length] }, labelNames, notes: [] };
}

/**
 * Reads how new rows rank the labels of the training rows.
 *
 * @throws {EbmError} If a column is missing, or a label was not in the training rows.
 */
export function readRanks(where: string, table: Table, target: RankingTarget): Matrix {
  const { columns, labelNames } = target;
  const { ranks, labelNames: found } = readRankings(where, columnsOf(where, table, columns));
  const unknown = found.filter((name) => !labelNames.includes(name));
  if (unknown.length > 0) {
    throw new EbmError(
      `${where}: ${table.file} has the labels ${listed(unknown)}, expected those of the training rows: ${listed(labelNames)}.`,
    );
  }
  const from = labelNames.map((name) => found.indexOf(name));
  const [rows, width] = ranks.shape;
  const data = new Float32Array(rows * labelNames.length);
  for (let i = 0; i < data.length; i++) {
    const [row, j] = [Math.floor(i / labelNames.length), from[i % labelNames.length]!];
    data[i] = j < 0 ? Number.NaN : ranks.data[row * width + j]!;
  }
  return { data, shape: [rows, labelNames.length] };
}
