import { capped, kl } from "@ebm/core";
import { logPartitionCalibration } from "@ebm/metrics";
import type { Part } from "@ebm/models";
import { logPartitionNetwork, mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { CellContext, Metrics } from "../../studies/study.js";
import { fitChosen } from "./fit-chosen.js";
import { loadCellData } from "./load-cell-data.js";
import type { LossCell } from "./loss-cell.js";
import { type RefitProtocol, refitLogPartition } from "./refit-log-partition.js";

/** Learned log-partitions of a model on held-out x: as trained, and refitted. */
export type GeneralizationCell = LossCell & { readonly refit: RefitProtocol };

/** Number of held-out x, as in the paper. */
const SHOWN = 100;

/**
 * Beyond e² the exponential continues as its tangent. Otherwise the error of τ in one row could
 * outweigh all others at the start. The optimum stays the same: samples by the unary scores come
 * from the model itself, so weighted ratios are at most 1/(1 − share).
 */
const CAPPED = capped(kl(), 2);

/** Compares τ(x) with the exact log Z(x) on test rows. Their y is not used. */
export async function runGeneralizationCell(
  cell: GeneralizationCell,
  { fetch, signal }: CellContext,
): Promise<Metrics> {
  const { activation } = cell.protocol;
  const { data, experiment } = await loadCellData(cell, fetch);
  const { run, train, test, key } = await fitChosen({ ...cell, data, experiment, signal });
  const params = run.params();
  const scoresOf = ({ data, shape }: Part["x"]): tf.Tensor2D =>
    tf.tidy(() => mlp(params.scores, tf.tensor2d(data, [...shape]), { activation }));
  const known = scoresOf(train.x);
  const refitted = await refitLogPartition(
    {
      experiment,
      labels: data.labelNames.length,
      scores: { data: known.dataSync<"float32">(), shape: known.shape },
      protocol: cell.refit,
      key,
      signal,
    },
    { divergence: CAPPED },
  );
  const values = tf.tidy(() => {
    const x = tf.tensor2d(test.x.data, [...test.x.shape]);
    const scores = scoresOf(test.x);
    const exact = tf.sub(experiment.logPartition(scores), experiment.structure.logSize);
    const joint = logPartitionNetwork(params.logPartition, x, { activation });
    const refit = refitted(scores);
    return { exact: exact.dataSync(), joint: joint.dataSync(), refit: refit.dataSync() };
  });
  await run.dispose();
  const { exact } = values;
  const [joint, refit] = [values.joint, values.refit].map((learned) =>
    logPartitionCalibration({ learned, exact }),
  );
  return {
    jointRmse: joint!.rmse,
    refitRmse: refit!.rmse,
    jointCorrelation: joint!.correlation,
    refitCorrelation: refit!.correlation,
    exact: [...exact.subarray(0, SHOWN)],
    joint: [...values.joint.subarray(0, SHOWN)],
    refit: [...values.refit.subarray(0, SHOWN)],
  };
}
