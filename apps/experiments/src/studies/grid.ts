import type { PublishedTable } from "../published/published-table.js";
import type { CellConfig, PlannedCell, ResultTable, Study } from "./study.js";

/** Names of rows or columns with their values, or strings that are both. */
type Axis<T> = Readonly<Record<string, T>> | readonly T[];

export interface GridStudyInputs<Row, Column, Config extends CellConfig>
  extends Pick<Study<Config>, "paper" | "kind" | "name" | "title" | "run"> {
  /** Default: 1. */
  readonly revision?: number;
  /** Number of seeds, which count from 0. */
  readonly seeds: number;
  readonly rows: Axis<Row>;
  /** Default: one column without a name. */
  readonly columns?: Axis<Column>;
  /** Returns the config of a cell, or undefined if there is no such cell. */
  config(row: Row, column: Column, seed: number): Config | undefined;
  readonly tables: readonly GridTable[];
  /** Default: none. */
  readonly findings?: Study<Config>["findings"];
  /** Default: no plots. */
  readonly plots?: Study<Config>["plots"];
  /** Default: all metrics, to a thousandth of their size. */
  readonly tolerance?: Readonly<Record<string, number>>;
}

/** A table of some rows, with a column for each column of the study or for each of some metrics. */
export interface GridTable {
  readonly title: string;
  /** The metric of all entries, or the metric of each column by its heading. */
  readonly metric: string | Readonly<Record<string, string>>;
  /** The column of the study that the metrics belong to. Default: the first. */
  readonly column?: string;
  /** The rows to show, or the row behind each heading. Default: all rows. */
  readonly rows?: Axis<string>;
  /** Default: 2. */
  readonly decimals?: number;
  /** Default: "higher". */
  readonly better?: "higher" | "lower";
  readonly published?: PublishedTable;
}

/** Creates a study of rows × columns × seeds. */
export function gridStudy<const Row, const Column, Config extends CellConfig>(
  inputs: GridStudyInputs<Row, Column, Config>,
): Study<Config> {
  const { seeds, tables, config, ...study } = inputs;
  const rows = entriesOf(inputs.rows);
  const columns = inputs.columns ? entriesOf(inputs.columns) : [["", "" as Column] as const];
  const names = { rows: rows.map(([row]) => row), columns: columns.map(([column]) => column) };
  return {
    revision: 1,
    tolerance: undefined,
    findings: () => [],
    plots: () => [],
    ...study,
    ...names,
    seeds: Array.from({ length: seeds }, (_, seed) => seed),
    cells: (seed) =>
      columns.flatMap(([column, columnValue]) =>
        rows.flatMap(([row, rowValue]): PlannedCell<Config>[] => {
          const cell = config(rowValue, columnValue, seed);
          return cell ? [{ name: nameOf(column, row, seed), row, column, config: cell }] : [];
        }),
      ),
    tables: tables.map((table) => tableOf(table, names)),
  };
}

function tableOf(
  { title, metric, column, rows, decimals = 2, better = "higher", published }: GridTable,
  names: Pick<Study, "rows" | "columns">,
): ResultTable {
  const one = column ?? names.columns[0]!;
  return {
    title,
    rows: entriesOf(rows ?? names.rows).map(([heading, row]) => ({ heading, row })),
    columns:
      typeof metric === "string"
        ? names.columns.map((column) => ({ heading: column, column, metric }))
        : Object.entries(metric).map(([heading, metric]) => ({ heading, column: one, metric })),
    decimals,
    better,
    published,
  };
}

function entriesOf<T>(axis: Axis<T>): (readonly [name: string, value: T])[] {
  return Array.isArray(axis)
    ? axis.map((value: T) => [String(value), value] as const)
    : Object.entries(axis as Readonly<Record<string, T>>);
}

/** "10 × 10, σ = ½" becomes "10-10-1-2": letters without accents, digits, dots and dashes. */
function nameOf(column: string, row: string, seed: number): string {
  return [column, row, `seed${seed}`]
    .map((part) => part.normalize("NFKD").replaceAll(/\p{M}/gu, ""))
    .map((part) => part.replaceAll(/[^\w.]+/g, "-").replaceAll(/^-|-$/g, ""))
    .filter(Boolean)
    .join("-");
}
