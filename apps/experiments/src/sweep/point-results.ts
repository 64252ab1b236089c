import type { CohortTrial, Values } from "@ebm/sweep";
import { objectiveValue } from "./objective-value.js";
import type { RunSweepConfig } from "./run-sweep-config.js";

/** A point at a rung, with its result over all seeds. */
export interface PointResult {
  readonly point: number;
  readonly rung: number;
  /** The values of the settings that are searched. */
  readonly values: Values;
  /** The mean of the objective over seeds; smaller is better. Undefined until all have ended. */
  readonly cost: number | undefined;
}

/** Returns the points of the trials of one data set, in order. */
export function pointResults(
  { sources, seeds, space, objective }: RunSweepConfig,
  trials: readonly CohortTrial[],
): PointResult[] {
  const groups = new Map<string, CohortTrial[]>();
  for (const trial of trials) {
    const point = Math.floor(trial.number / (sources.length * seeds.length));
    const key = `${trial.rung} ${point}`;
    groups.set(key, [...(groups.get(key) ?? []), trial]);
  }
  const sign = objective.goal === "max" ? -1 : 1;
  return [...groups]
    .map(([key, group]): PointResult => {
      const [rung, point] = key.split(" ").map(Number) as [number, number];
      const config = group[0]!.config as Values;
      const values = Object.fromEntries(
        Object.keys(space).map((name) => [name, config[name] ?? null]),
      );
      const ended = group.filter(
        ({ result, error }) => result !== undefined || error !== undefined,
      );
      const costs = ended.map((trial) => sign * objectiveValue(objective, trial));
      const cost =
        costs.length === seeds.length
          ? costs.reduce((sum, value) => sum + value, 0) / costs.length
          : undefined;
      return { point, rung, values, cost };
    })
    .sort((a, b) => a.rung - b.rung || a.point - b.point);
}
