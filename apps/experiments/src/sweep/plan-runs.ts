import { EbmError } from "@ebm/core/errors";
import { type Json, type Plan, type PlannedTrial, points } from "@ebm/sweep";
import { messageOf } from "../errors.js";
import type { RunConfig } from "../run-files/run-config.js";
import { newConfig } from "../tasks/new-config.js";
import type { Settings, Task } from "../tasks/task.js";
import type { RunSweepConfig } from "./run-sweep-config.js";

/**
 * Plans the trials of a sweep of runs: points × data sets × seeds, so that a sweep that is stopped
 * has whole points. Trial i is a function of the config and i.
 *
 * @throws {EbmError} While iterating, if a trial would have an invalid config.
 */
export function planRuns(config: RunSweepConfig, task: Task): Plan {
  const { sources, seeds, space, search } = config;
  const { size, values } = points(space, search);
  return {
    *first() {
      let number = 0;
      for (let point = 0; point < size; point++) {
        const chosen = values(point);
        for (const { name: cohort, data, settings } of sources) {
          for (const seed of seeds) {
            const given = { ...settings, ...chosen, seed };
            const { versions: _, ...run } = checked(task, data, given);
            yield { number, cohort, config: run as unknown as Json } satisfies PlannedTrial;
            number++;
          }
        }
      }
    },
  };
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
