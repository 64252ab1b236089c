import type { FetchOptions } from "@ebm/datasets";
import type { PublishedTable } from "../published/published-table.js";
import type { Plot } from "../report/plot.js";
import type { Json } from "../report/report-data.js";

/** All that decides what a cell measures: plain JSON, equal where the computation is. */
export type CellConfig = { readonly seed: number; readonly [key: string]: Json };

/** What a cell measured: numbers, and series of them; null for what is out of reach. */
export type Metrics = Readonly<Record<string, number | null | readonly (number | null)[]>>;

/** A cell that was computed: the contents of its file. */
export interface Cell<Config extends CellConfig = CellConfig> {
  readonly name: string;
  readonly config: Config;
  readonly metrics: Metrics;
  readonly seconds: number;
  /** When it ended, in ISO 8601. */
  readonly date: string;
  /** The processor, and the versions of what computed it. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface CellContext {
  readonly fetch: FetchOptions;
  /** Tells that the cell is to be given up: it may throw, or return what is then dropped. */
  readonly signal: AbortSignal;
}

/** A table of means over seeds, beside what is published. */
export interface ResultTable<Config extends CellConfig = CellConfig> {
  readonly title: string;
  /** Which metric an entry is the mean of; by column, if each has its own. */
  readonly metric: string | Readonly<Record<string, string>>;
  /** Default: 2. */
  readonly decimals?: number;
  /** Default: "higher". */
  readonly better?: "higher" | "lower";
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Where a cell belongs, if anywhere; without a column, in all of its row. */
  place(config: Config): readonly [row: string, column?: string] | undefined;
  readonly published?: PublishedTable;
}

/**
 * A table or a figure of a paper: cells that are computed one by one, and what is made of them.
 * Cells of one table entry differ in their seed only.
 */
export interface Study<Config extends CellConfig = CellConfig> {
  readonly paper: string;
  readonly kind: "table" | "figure";
  /** Its name in commands and directories. */
  readonly name: string;
  readonly title: string;
  /** What was done, in Markdown. */
  readonly about: string;
  /** The seeds unless asked otherwise. */
  readonly seeds: readonly number[];
  /** The cells of a seed, by names that are good for files. */
  cells(seed: number): Readonly<Record<string, Config>>;
  run(config: Config, context: CellContext): Promise<Metrics>;
  readonly tables: readonly ResultTable<Config>[];
  plots(cells: readonly Cell<Config>[]): readonly Plot[];
}
