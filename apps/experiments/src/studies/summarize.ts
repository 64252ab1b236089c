import { isFiniteNumber } from "../report/is-finite-number.js";
import type { Cell, ResultTable } from "./study.js";

/** One entry of a table. */
export interface Entry {
  /** The headings of its row and column. */
  readonly row: string;
  readonly column: string;
  readonly metric: string;
  readonly seeds: readonly number[];
  /** The metric of each seed, null where it could not be computed. */
  readonly values: readonly (number | null)[];
  /** Null if one of the values is. */
  readonly mean: number | null;
  /** Standard error of the mean over seeds. Null for fewer than two. */
  readonly standardError: number | null;
  readonly published: number | null;
  /**
   * Whether the mean is at most two standard errors worse than the published number. Null if
   * unknown.
   */
  readonly reached: boolean | null;
}

/** Returns the entries of a table that have cells, row by row. */
export function summarize(table: ResultTable, cells: readonly Cell[]): Entry[] {
  return table.rows.flatMap(({ heading, row }) => {
    const inRow = cells
      .filter((cell) => cell.row === row)
      .toSorted((a, b) => a.config.seed - b.config.seed);
    return table.columns.flatMap(({ heading: column, column: name, metric }): Entry[] => {
      const found = inRow.filter((cell) => cell.column === name);
      if (found.length === 0) return [];
      const seeds = found.map(({ config }) => config.seed);
      const values = found.map(({ metrics }) => numberOrNull(metrics[metric]));
      const moments = momentsOf(values);
      const published = table.published?.at(heading, column) ?? null;
      const reached = isReached(moments, published, table.better);
      return [{ row: heading, column, metric, seeds, values, ...moments, published, reached }];
    });
  });
}

function isReached(
  { mean, standardError }: Pick<Entry, "mean" | "standardError">,
  published: number | null,
  better: ResultTable["better"],
): boolean | null {
  if (mean === null || standardError === null || published === null) return null;
  return (better === "higher" ? mean - published : published - mean) >= -2 * standardError;
}

function momentsOf(values: readonly (number | null)[]): Pick<Entry, "mean" | "standardError"> {
  const numbers = values.filter(isFiniteNumber);
  if (numbers.length < values.length) return { mean: null, standardError: null };
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const count = numbers.length;
  const standardError = count < 2 ? null : Math.sqrt(squares / (count - 1) / count);
  return { mean, standardError };
}

const numberOrNull = (value: unknown): number | null => (isFiniteNumber(value) ? value : null);
