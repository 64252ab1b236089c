import { mean } from "@ebm/core/float64";
import { isFiniteNumber } from "../report/is-finite-number.js";
import type { Cell } from "../studies/study.js";
import { type Comparison, compare } from "./compare.js";
import type { PracticeGroup } from "./practice-sets.js";
import type { PracticeTable } from "./practice-table.js";

/** The results of a data set over all seeds. */
export interface SetResult {
  readonly dataset: string;
  readonly group: PracticeGroup;
  readonly seeds: number;
  /** Means over seeds by metric. */
  readonly means: Readonly<Record<string, number>>;
  readonly nll: Comparison;
  readonly score: Comparison | undefined;
  /** User CPU seconds of our fit, and of the timed baselines together. */
  readonly seconds: number;
  readonly timed: number;
  /** The parts that the fit of the first seed left out. */
  readonly notes: string;
}

/** Summarizes the cells of each data set that has any. */
export function setResults(
  { sets, baselines, timed }: PracticeTable,
  cells: readonly Cell[],
): SetResult[] {
  return Object.entries(sets).flatMap(([dataset, { group }]): SetResult[] => {
    const found = cells
      .filter(({ row }) => row === dataset)
      .toSorted((a, b) => a.config.seed - b.config.seed);
    const nll = compare(found, baselines, "nll");
    if (!nll) return [];
    const means = meansOf(found);
    return [
      {
        dataset,
        group,
        seeds: found.length,
        means,
        nll,
        score: compare(found, baselines, "score"),
        seconds: means.seconds!,
        timed: timed.reduce((sum, name) => sum + (means[`${name} seconds`] ?? 0), 0),
        notes: String(found[0]!.metrics.notes ?? ""),
      },
    ];
  });
}

function meansOf(cells: readonly Cell[]): Readonly<Record<string, number>> {
  const names = new Set(cells.flatMap(({ metrics }) => Object.keys(metrics)));
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const values = cells.map(({ metrics }) => metrics[name]).filter(isFiniteNumber);
      return values.length > 0 ? [[name, mean(values)] as const] : [];
    }),
  );
}
