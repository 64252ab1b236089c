import type { FetchOptions } from "@ebm/datasets";
import type { PublishedTable } from "../published/published-table.js";
import type { Plot } from "../report/plot.js";
import type { Json } from "../report/report-data.js";
import type { Provenance } from "./provenance.js";

/** Everything that decides what a cell measures, as plain JSON. */
export type CellConfig = { readonly seed: number; readonly [key: string]: Json };

/**
 * Numbers, null where one cannot be computed. For plots only: series of numbers, and pictures as
 * text.
 */
export type Metrics = Readonly<Record<string, number | null | string | readonly (number | null)[]>>;

/** One computation of a study, before it runs. */
export interface PlannedCell<Config extends CellConfig = CellConfig> {
  /** Unique in its study, and safe in a file name. */
  readonly name: string;
  readonly row: string;
  /** Empty in a study without columns. */
  readonly column: string;
  readonly config: Config;
}

/** A computed cell: one line of cells.jsonl. */
export interface Cell<Config extends CellConfig = CellConfig>
  extends PlannedCell<Config>,
    Provenance {
  readonly metrics: Metrics;
  readonly seconds: number;
  /** When the cell ended, in ISO 8601. */
  readonly date: string;
  /** The revision of the study that computed it. */
  readonly revision: number;
}

export interface CellContext {
  readonly fetch: FetchOptions;
  /** Aborts the cell, which may then throw or return a result that is dropped. */
  readonly signal: AbortSignal;
}

/** A table of means over seeds, with the published numbers. */
export interface ResultTable {
  readonly title: string;
  readonly rows: readonly { readonly heading: string; readonly row: string }[];
  readonly columns: readonly {
    readonly heading: string;
    readonly column: string;
    readonly metric: string;
  }[];
  readonly decimals: number;
  readonly better: "higher" | "lower";
  readonly published?: PublishedTable | undefined;
}

/** A table or a figure of a paper: its cells, and the tables and plots made from them. */
export interface Study<Config extends CellConfig = CellConfig> {
  readonly paper: string;
  readonly kind: "table" | "figure";
  /** The name in commands and directories. */
  readonly name: string;
  readonly title: string;
  /** The revision. Raise it when the method changes, so that older cells are computed again. */
  readonly revision: number;
  /** The seeds to compute by default. */
  readonly seeds: readonly number[];
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /**
   * The metrics that `--check` compares, and the largest difference that it accepts. For studies of
   * times, which differ between runs, and of long training, which amplifies the rounding of a
   * processor. Undefined if all metrics can be reproduced to a thousandth of their size.
   */
  readonly tolerance: Readonly<Record<string, number>> | undefined;
  cells(seed: number): readonly PlannedCell<Config>[];
  run(config: Config, context: CellContext): Promise<Metrics>;
  readonly tables: readonly ResultTable[];
  /** Returns blocks of Markdown for the top of the page. */
  findings(cells: readonly Cell<Config>[]): readonly string[];
  plots(cells: readonly Cell<Config>[]): readonly Plot[];
}
