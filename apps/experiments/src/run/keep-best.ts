import type { Checkpoint } from "@ebm/engine";
import type { ValidationLine } from "../run-files/events.js";
import type { MetricsLog } from "../run-files/metrics-log.js";
import type { Fit } from "../tasks/task.js";
import type { Run } from "./load-run.js";

/** Evaluates the validation rows regularly, and keeps the best parameters. */
export interface BestKeeper {
  /** Returns the metrics after a step, if it is time for an evaluation. */
  look(training: Pick<Fit, "step" | "checkpoint">): Promise<ValidationLine | undefined>;
  /** The best parameters, if they were found since the keeper was created. */
  best(): Checkpoint | undefined;
  dispose(): Promise<void>;
}

const LOOKS = 20;

/**
 * Creates the keeper of a run. It reads the earlier best score from the log, so that a resumed run
 * keeps the same parameters as a run that never stopped.
 */
export function keepBest({ config, problem }: Run, log: MetricsLog): BestKeeper {
  if (problem.rows.validation === 0) {
    return { look: async () => undefined, best: () => undefined, dispose: async () => {} };
  }
  const every = Math.ceil(config.steps / LOOKS);
  const evaluator = problem.openEvaluator();
  const scoreOf = ({ metrics }: ValidationLine): number =>
    metrics[problem.score] ?? Number.NEGATIVE_INFINITY;
  let highest = log.lines.reduce(
    (most, line) => (line.event === "validation" ? Math.max(most, scoreOf(line)) : most),
    Number.NEGATIVE_INFINITY,
  );
  let best: Checkpoint | undefined;

  return {
    async look(training) {
      const { step } = training;
      if (step % every !== 0 && step !== config.steps) return undefined;
      const params = training.checkpoint()?.params;
      if (!params) return undefined;
      const line = {
        event: "validation",
        step,
        metrics: await evaluator.validate(params),
      } as const;
      log.append(line);
      if (scoreOf(line) > highest) {
        highest = scoreOf(line);
        best = { step, params, moments: {} };
      }
      return line;
    },
    best: () => best,
    dispose: () => evaluator.dispose(),
  };
}
