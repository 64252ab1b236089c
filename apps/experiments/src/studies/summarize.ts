import { isFiniteNumber } from "../report/is-finite-number.js";
import type { Cell, ResultTable } from "./study.js";

/** What became of an entry of a table. */
export interface Entry {
  readonly row: string;
  readonly column: string;
  readonly seeds: readonly number[];
  /** The metric of each seed, null where it is out of reach. */
  readonly values: readonly (number | null)[];
  /** Null if one of them is out of reach. */
  readonly mean: number | null;
  /** Standard deviation over seeds, of n − 1; null for fewer than two. */
  readonly deviation: number | null;
  readonly published: number | null;
  /** Whether the mean is at most one deviation worse than what is published; null if it has none. */
  readonly reached: boolean | null;
}

/** The entries of a table that have cells, row by row. */
export function summarize(table: ResultTable, cells: readonly Cell[]): Entry[] {
  const { rows, columns, metric, published, better = "higher" } = table;
  return rows.flatMap((row) =>
    columns.flatMap((column) => {
      const key = typeof metric === "string" ? metric : metric[column]!;
      const own = cells
        .filter(({ config }) => {
          const [ownRow, ownColumn = column] = table.place(config) ?? [];
          return ownRow === row && ownColumn === column;
        })
        .toSorted((a, b) => a.config.seed - b.config.seed);
      if (own.length === 0) return [];
      const values = own.map(({ metrics }) => numberOrNull(metrics[key]));
      const { mean, deviation } = momentsOf(values);
      const figure = published?.at(row, column) ?? null;
      const reached =
        mean === null || deviation === null || figure === null
          ? null
          : (better === "higher" ? mean - figure : figure - mean) >= -deviation;
      const seeds = own.map(({ config }) => config.seed);
      return [{ row, column, seeds, values, mean, deviation, published: figure, reached }];
    }),
  );
}

function momentsOf(values: readonly (number | null)[]): Pick<Entry, "mean" | "deviation"> {
  const numbers = values.filter(isFiniteNumber);
  if (numbers.length < values.length) return { mean: null, deviation: null };
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: numbers.length < 2 ? null : Math.sqrt(squares / (numbers.length - 1)) };
}

const numberOrNull = (value: unknown): number | null => (isFiniteNumber(value) ? value : null);
