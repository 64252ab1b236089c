import { EbmError } from "@ebm/core/errors";
import { foldIn, key } from "@ebm/core/random";
import {
  type CohortTrial,
  type Json,
  type Plan,
  type PlannedTrial,
  points,
  promotions,
  rungs,
  tpe,
  type Values,
} from "@ebm/sweep";
import { messageOf } from "../errors.js";
import type { RunConfig } from "../run-files/run-config.js";
import { newConfig } from "../tasks/new-config.js";
import type { Settings, Task } from "../tasks/task.js";
import { type PointResult, pointResults } from "./point-results.js";
import type { RunSweepConfig, Search } from "./run-sweep-config.js";

/**
 * Plans the trials of a sweep of runs: points × data sets × seeds, so that a sweep that is stopped
 * has whole points. Trial i is a function of the config and i, except where a search learns from
 * results. Searches compare the points of one data set by their means over seeds.
 *
 * @throws {EbmError} While iterating, if a trial would have an invalid config.
 */
export function planRuns(config: RunSweepConfig, task: Task): Plan {
  const { sources, seeds, space, search } = config;
  const amounts = search.method === "asha" ? rungs(search) : [];
  const resourceAt = (rung: number): Settings =>
    search.method === "asha" ? { [search.resource]: amounts[rung] } : {};
  const { size, values } = points(space, samplingOf(search));

  function* trialsOf(
    point: number,
    chosen: Values,
    { rung = 0, cohort }: { rung?: number; cohort?: string } = {},
  ): Generator<PlannedTrial> {
    for (const [s, source] of sources.entries()) {
      if (cohort !== undefined && source.name !== cohort) continue;
      for (const [i, seed] of seeds.entries()) {
        const given = { ...source.settings, ...chosen, ...resourceAt(rung), seed };
        const { versions: _, ...run } = checked(task, source.data, given);
        yield {
          number: (point * sources.length + s) * seeds.length + i,
          cohort: source.name,
          rung,
          config: run as unknown as Json,
        };
      }
    }
  }
  const resultsOf = (cohort: readonly CohortTrial[]): PointResult[] => pointResults(config, cohort);
  return {
    *first() {
      for (let point = 0; point < size; point++) yield* trialsOf(point, values(point));
    },
    ...(search.method === "asha" && {
      next(trials) {
        const { eta } = search;
        const cohort = trials[0]!.cohort;
        return promotions(resultsOf(trials), { count: amounts.length, eta }).flatMap(
          ({ point, rung }) => [...trialsOf(point, values(point), { rung, cohort })],
        );
      },
    }),
    ...(search.method === "tpe" && {
      next(trials) {
        const all = resultsOf(trials);
        const tried = all.flatMap(({ values, cost }) =>
          cost === undefined ? [] : [{ values, cost }],
        );
        // as many points run at a time as there were at the start
        const wanted = Math.min(search.trials, size + tried.length);
        const cohort = trials[0]!.cohort;
        return Array.from({ length: Math.max(wanted - all.length, 0) }, (_, i) => {
          const point = all.length + i;
          // the results that it would have seen without a restart
          const seen = tried.slice(0, point - size + 1);
          const proposed = tpe({ space, tried: seen, key: foldIn(key(search.seed ?? 0), point) });
          return [...trialsOf(point, proposed, { cohort })];
        }).flat();
      },
    }),
  };
}

/** Returns the way to choose the points that do not depend on results. */
function samplingOf(search: Search): Parameters<typeof points>[1] {
  switch (search.method) {
    case "asha": {
      const { sampler: method = "random", trials, seed } = search;
      return { method, trials, seed };
    }
    case "tpe": {
      const { trials, startup = 10, seed } = search;
      return { method: "random", trials: Math.min(startup, trials), seed };
    }
    default:
      return search;
  }
}

function checked(task: Task, data: RunConfig["data"], settings: Settings): RunConfig {
  try {
    return newConfig(task, data, settings);
  } catch (error) {
    throw new EbmError(`the trial ${JSON.stringify(settings)}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
