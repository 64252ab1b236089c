import { evaluate, jointLosses } from "@ebm/models";
import { logPartitionNetwork, mlp } from "@ebm/nn";
import type * as tf from "@tensorflow/tfjs-core";
import type { CellContext, Metrics } from "../../studies/study.js";
import { fitChosen } from "./fit-chosen.js";
import { type CellData, loadCellData } from "./load-cell-data.js";
import type { MethodName } from "./methods/create-method.js";
import type { Protocol } from "./protocol.js";

/** One method on one data set: chosen, trained and tested once. */
export type LossCell = CellData & {
  readonly seed: number;
  readonly method: MethodName;
  readonly protocol: Protocol;
};

/**
 * Trains the method with the hyperparameters that validation rows chose, and evaluates the test
 * rows once.
 */
export async function runLossCell(
  cell: LossCell,
  { fetch, signal }: CellContext,
): Promise<Metrics> {
  const { activation, settings } = cell.protocol;
  const { data, experiment } = await loadCellData(cell, fetch);
  const fitted = await fitChosen({ ...cell, data, experiment, signal });
  const { run, method, choice, test } = fitted;

  const learnsLogPartition = method.networks.includes("logPartition");
  const forward = run.compile((params, { x, y }: { x: tf.Tensor2D; y: tf.Tensor2D }) => {
    const scores = mlp(params.scores, x, { activation });
    return {
      scores,
      energy: experiment.energy(scores, y),
      ...(learnsLogPartition && {
        logPartition: logPartitionNetwork(params.logPartition, x, { activation }),
      }),
    };
  });
  const { scores, energy, logPartition } = await forward({ x: test.x, y: test.y });
  await run.dispose();
  const { metrics } = await evaluate(
    test.targets,
    {
      scores: scores.data,
      energy: energy.data,
      // methods without a learned log-partition have no such metrics: see below
      logPartition: logPartition?.data ?? new Float32Array(test.x.shape[0]),
    },
    {
      model: experiment,
      loss: jointLosses[method.jointLoss ?? "logistic"],
    },
  );
  const { logPartitionRmse, logPartitionCorrelation, ...others } = metrics;
  return {
    ...(learnsLogPartition ? metrics : others),
    chosenSetting: settings.indexOf(choice.setting),
    chosenSteps: choice.steps,
    validationScore: choice.score,
  };
}
