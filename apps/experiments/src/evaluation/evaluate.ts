import type { Matrix } from "@ebm/datasets";
import { logPartitionCalibration } from "@ebm/metrics";
import * as tf from "@tensorflow/tfjs-core";
import type { Part } from "../data/prepare-parts.js";
import { lossDivergence } from "../training/joint-loss.js";
import { type ExactOptions, exactLogPartitions } from "./exact-log-partitions.js";
import type { Outputs } from "./forward.js";
import { predict } from "./predict.js";

/** How good a model is on some rows. */
export interface Evaluation {
  /** Scores × 100, the exact NLL in nats, and how far τ is off; null where out of reach. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** Shape [rows, labels], as the targets. */
  readonly predicted: Matrix;
  /** What τ(x) should be, where it is within reach. Shape [rows]. */
  readonly exact: Float64Array | undefined;
}

/** Predicts rows out of their scores, and compares with what is so. */
export function evaluate(
  { targets }: Pick<Part, "targets">,
  { scores, energy, logPartition }: Outputs,
  options: ExactOptions,
): Evaluation {
  const { experiment } = options;
  const predicted = predict(scores, targets.shape, experiment);
  const exact = exactLogPartitions(scores, options);
  const { rmse, correlation } = exact
    ? logPartitionCalibration({ learned: logPartition, exact })
    : { rmse: null, correlation: null };
  const metrics = {
    ...experiment.metrics({ predicted, actual: targets }),
    nll: exact ? negativeLogLikelihood(energy, exact, options) : null,
    logPartitionRmse: rmse,
    logPartitionCorrelation: correlation,
  };
  return { metrics: finite(metrics), predicted, exact };
}

/** Mean of −log p(y|x), with log q in it. Infinite where a sparse model excludes what is so. */
function negativeLogLikelihood(
  energy: Float32Array,
  exact: Float64Array,
  { experiment, loss }: ExactOptions,
): number {
  const exponents = exact.map((logPartition, row) => -energy[row]! - logPartition);
  const logRatios = tf.tidy(() => {
    const v = tf.tensor1d(Float32Array.from(exponents));
    return lossDivergence(loss).logRatio(v).dataSync<"float32">();
  });
  return experiment.structure.logSize - logRatios.reduce((sum, x) => sum + x, 0) / exact.length;
}

/** JSON has no NaN and no infinity. */
function finite(metrics: Record<string, number | null>): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => [name, Number.isFinite(value) ? value : null]),
  );
}
