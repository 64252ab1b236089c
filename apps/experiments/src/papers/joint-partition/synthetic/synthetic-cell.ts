import { logPartitionCalibration } from "@ebm/metrics";
import { multilabelModel } from "@ebm/models";
import type { CellContext, Metrics } from "../../../studies/study.js";
import { type FitConfig, fitBest } from "./fit-best.js";
import { judge, judgeScores } from "./judge.js";
import { type SyntheticMethod, syntheticMethod } from "./synthetic-method.js";
import { syntheticTask, type TaskConfig } from "./synthetic-task.js";

/** One method on labels of known distribution, or that distribution itself. */
export type SyntheticCell = { readonly seed: number; readonly task: TaskConfig } & (
  | { readonly method: "truth" }
  | {
      readonly method: SyntheticMethod;
      readonly model: "unary" | "pairwise";
      /** Number of samples per step, or of sweeps of a chain. 0 if the method has neither. */
      readonly draws: number;
      readonly fit: FitConfig;
    }
);

/** Trains the method, and compares what it learned with the truth. */
export async function runSyntheticCell(
  cell: SyntheticCell,
  { signal }: CellContext,
): Promise<Metrics> {
  const task = syntheticTask(cell.seed, cell.task);
  if (cell.method === "truth") return judge(task, (row) => task.truth(row).map(Math.log));

  const experiment = multilabelModel(task.labels, cell.model);
  const method = syntheticMethod(cell.method, experiment, cell.draws);
  const fitted = await fitBest({ method, experiment, task, config: cell.fit, signal });
  const { scores, logPartition: learned } = fitted;
  const { logPartitions: exact, ...metrics } = judgeScores({ task, experiment, scores });
  return {
    ...metrics,
    logPartitionRmse: learned ? logPartitionCalibration({ learned, exact }).rmse : null,
    learningRate: fitted.learningRate,
    chosenStep: fitted.step,
    validationNll: fitted.curve,
  };
}
