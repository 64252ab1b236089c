import type { FinishedTrial } from "@ebm/sweep";
import { objectiveValue } from "./objective-value.js";
import type { RunSweepConfig } from "./run-sweep-config.js";

/** A point of a search on one data set, with its results over seeds. */
export interface RankedPoint {
  readonly cohort: string;
  /** The values of the settings that are searched. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly rung: number;
  /** The mean of the objective over seeds. NaN if a seed has none. */
  readonly mean: number;
  /** The standard deviation over seeds. Undefined for one seed. */
  readonly deviation: number | undefined;
  readonly trials: readonly FinishedTrial[];
}

/** Ranks the points of each data set that have a result for each seed so far, best first. */
export function rankPoints(
  { space, objective, sources }: RunSweepConfig,
  trials: readonly FinishedTrial[],
): RankedPoint[] {
  const names = Object.keys(space);
  const groups = new Map<string, FinishedTrial[]>();
  for (const trial of trials) {
    if (trial.error !== undefined) continue;
    const config = trial.config as Readonly<Record<string, unknown>>;
    const key = JSON.stringify([trial.cohort, trial.rung, names.map((name) => config[name])]);
    groups.set(key, [...(groups.get(key) ?? []), trial]);
  }
  const sign = objective.goal === "max" ? -1 : 1;
  const order = (value: number): number =>
    Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value;
  const place = new Map(sources.map(({ name }, i) => [name, i]));
  return [...groups.values()]
    .map((group): RankedPoint => {
      const [{ cohort, rung, config }] = group as [FinishedTrial];
      const all = config as Readonly<Record<string, unknown>>;
      const values = Object.fromEntries(names.map((name) => [name, all[name]]));
      const found = group.map((trial) => objectiveValue(objective, trial));
      const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
      const squares = found.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const deviation = found.length > 1 ? Math.sqrt(squares / (found.length - 1)) : undefined;
      return { cohort, rung, values, mean, deviation, trials: group };
    })
    .sort(
      (a, b) =>
        place.get(a.cohort)! - place.get(b.cohort)! ||
        b.rung - a.rung ||
        order(a.mean) - order(b.mean),
    );
}
