import type { Outcome } from "@ebm/sweep";
import type { Objective } from "./run-sweep-config.js";
import type { RunTrialResult } from "./run-trial.js";

/** Returns the value of the objective. NaN if the trial has none. */
export function objectiveValue(
  { metric, rows }: Objective,
  { result }: Pick<Partial<Outcome>, "result">,
): number {
  const { test, validation } = (result ?? { test: {} }) as unknown as RunTrialResult;
  const metrics = rows === "test" ? test : (validation ?? (rows === undefined ? test : {}));
  return metrics[metric] ?? Number.NaN;
}
