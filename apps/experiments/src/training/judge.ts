import { join } from "node:path";
import { saveCheckpoint, type Training } from "@ebm/engine";
import { compileModel, evaluate, jointLosses, type ModelParams } from "@ebm/models";
import type { Run } from "../run/load-run.js";
import type { ValidationLine } from "../run-files/events.js";
import { FILES } from "../run-files/files.js";
import type { MetricsLog } from "../run-files/metrics-log.js";

/** Looks at the validation rows from time to time, and keeps the parameters that did best. */
export interface Judge {
  /** The metrics after a step, if it is time for them. */
  look(step: number, training: Training<ModelParams>): Promise<ValidationLine | undefined>;
  dispose(): Promise<void>;
}

const LOOKS = 20;

/**
 * The judge of a run. What was best before is read from the log, so that a run that goes on
 * judges as if it had never stopped.
 */
export function createJudge(run: Run, log: MetricsLog): Judge {
  const { config, experiment, prepared, directory } = run;
  const rows = prepared.validation.x.shape[0];
  if (rows === 0) return { look: async () => undefined, dispose: async () => {} };

  const every = Math.ceil(config.steps / LOOKS);
  const forward = compileModel(experiment, run.params, config);
  const scoreOf = ({ metrics }: ValidationLine): number =>
    metrics[experiment.score] ?? Number.NEGATIVE_INFINITY;
  let best = log.lines.reduce(
    (most, line) => (line.event === "validation" ? Math.max(most, scoreOf(line)) : most),
    Number.NEGATIVE_INFINITY,
  );

  return {
    async look(step, training) {
      if (step % every !== 0 && step !== config.steps) return undefined;
      const { params } = training.checkpoint();
      const outputs = await forward(params, prepared.validation);
      const { metrics } = evaluate(prepared.validation.targets, outputs, {
        model: experiment,
        loss: jointLosses[config.loss],
        mostMembers: MOST_MEMBERS,
      });
      const line = { event: "validation", step, metrics } as const;
      log.append(line);
      if (scoreOf(line) > best) {
        best = scoreOf(line);
        await saveCheckpoint(join(directory, FILES.best), { step, params, moments: {} });
      }
      return line;
    },
    dispose: () => forward.dispose(),
  };
}

/** Larger spaces are not summed over: that may wait for the test rows. */
const MOST_MEMBERS = 2 ** 10;
