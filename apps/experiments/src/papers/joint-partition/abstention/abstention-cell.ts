import { type Key, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { logPartitionNetwork, mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { CellContext, Metrics } from "../../../studies/study.js";
import { rowRange } from "../../../training/row-range.js";
import { fitChosen } from "../fit-chosen.js";
import { loadCellData } from "../load-cell-data.js";
import type { LossCell } from "../loss-cell.js";
import { type RefitProtocol, refitLogPartition } from "../refit-log-partition.js";
import { certificateMetrics } from "./certificate-metrics.js";
import { type LearnedRows, learnedRows } from "./learned-rows.js";
import { rowRisks } from "./row-risks.js";
import { firstColumns, shuffledColumns } from "./unfamiliar-rows.js";
import {
  abstentionMetrics,
  conformalMetrics,
  likelihoodMetrics,
  rmse,
  unfamiliarMetrics,
} from "./uses-of-tau.js";

/** The uses of a learned log-partition, measured on one model. */
export type AbstentionCell = LossCell & {
  readonly refit: RefitProtocol;
  /** The data set that unfamiliar rows come from. */
  readonly other: string;
  /** The numbers of samples that certificates use. */
  readonly counts: readonly number[];
};

/** Trains a model by min-min, refits its τ on unlabeled x, and uses both on test rows. */
export async function runAbstentionCell(
  cell: AbstentionCell,
  { fetch, signal }: CellContext,
): Promise<Metrics> {
  const { activation } = cell.protocol;
  const { data, experiment } = await loadCellData(cell, fetch);
  const other = await loadCellData({ ...cell, dataset: cell.other }, fetch);
  const { run, train, test, key } = await fitChosen({ ...cell, data, experiment, signal });
  const [first, second, forTrain, forTest, forDraws] = split(key, 5);
  const labels = data.labelNames.length;

  const forward = run.compile((params, { x }: { x: tf.Tensor2D }) => ({
    scores: mlp(params.scores, x, { activation }),
    joint: logPartitionNetwork(params.logPartition, x, { activation }),
  }));
  const scored = async (x: Matrix): Promise<Pick<LearnedRows, "scores" | "joint">> => {
    const { scores, joint } = await forward({ x });
    const shape = [x.shape[0], experiment.scores] as const;
    return {
      scores: { data: scores.data, shape },
      joint: joint.data,
    };
  };
  const refitted = async (x: Matrix, key: Key): Promise<(scores: Matrix) => Float32Array> => {
    const { scores } = await scored(x);
    const refit = { experiment, labels, scores, protocol: cell.refit, key, signal };
    const tau = await refitLogPartition(refit);
    return ({ data, shape }) =>
      tf.tidy(() => tau(tf.tensor2d(data, [...shape])).dataSync<"float32">());
  };
  const onTrain = await refitted(train.x, first);
  const onShuffled = await refitted(shuffledColumns(train.x, forTrain), second);
  const learned = async (x: Matrix): Promise<LearnedRows> => {
    const outputs = await scored(x);
    return learnedRows({ ...outputs, refit: onTrain(outputs.scores) }, experiment);
  };

  const count = test.x.shape[0];
  const familiar = await learned(test.x);
  const shuffled = await learned(shuffledColumns(test.x, forTest));
  const some = rowRange(other.data.x, 0, count);
  const others = await learned(firstColumns(some, test.x.shape[1]));
  const observed = tf.tidy(() =>
    experiment
      .energy(
        tf.tensor2d(familiar.scores.data, [...familiar.scores.shape]),
        tf.tensor2d(test.y.data, [...test.y.shape]),
      )
      .dataSync(),
  ) as Float32Array;
  const adapted = onShuffled(shuffled.scores);
  const metrics = {
    ...likelihoodMetrics(familiar, observed, experiment.structure.logSize),
    ...rmse("jointShuffled", shuffled.joint, shuffled.exact),
    ...rmse("refitShuffled", shuffled.refit, shuffled.exact),
    ...rmse("adaptedShuffled", adapted, shuffled.exact),
    ...abstentionMetrics(familiar, rowRisks(familiar.scores, test.targets, experiment)),
    ...unfamiliarMetrics("Shuffled", familiar, shuffled),
    ...unfamiliarMetrics("Other", familiar, others),
    ...conformalMetrics(familiar),
    ...(await certificateMetrics({ ...cell, experiment, labels, rows: familiar, key: forDraws })),
  };
  await run.dispose();
  return metrics;
}
