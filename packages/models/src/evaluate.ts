import type { Matrix } from "@ebm/datasets";
import { logPartitionCalibration } from "@ebm/metrics";
import type { ModelOutputs } from "./compile-model.js";
import { type ExactLogPartitionOptions, exactLogPartitions } from "./exact-log-partitions.js";
import { pause } from "./members/pause.js";
import { predict } from "./predict.js";

/** Metrics of a model on some rows. */
export interface Evaluation {
  /** Scores × 100, the exact negative log-likelihood in nats, and the error of τ; null if unknown. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** Shape [rows, labels], as the targets. */
  readonly predicted: Matrix;
  /** The exact log-partition of each row, or undefined if it is out of reach. Shape [rows]. */
  readonly exact: Float64Array | undefined;
}

export interface EvaluateOptions extends ExactLogPartitionOptions {
  /** 1 where a target is known, else 0: others do not count. Default: all are known. */
  readonly known?: Matrix | undefined;
  /** The weight of each row. Default: 1 each. */
  readonly weights?: ArrayLike<number> | undefined;
  /** Ends the evaluation, with the reason of the signal as the error. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the share of the rows that are done. Default: none. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * Predicts rows from the outputs of a model, and compares the predictions with the targets. Lets
 * other work of the event loop in, some rows at a time.
 */
export async function evaluate(
  targets: Matrix,
  { scores, energy, logPartition }: ModelOutputs,
  options: EvaluateOptions,
): Promise<Evaluation> {
  const { model, known, weights } = options;
  const { predicted, exact } = await inPieces(targets, scores, options);
  const { rmse, correlation } = exact
    ? logPartitionCalibration({ learned: logPartition, exact })
    : { rmse: null, correlation: null };
  const metrics = {
    ...model.metrics({ predicted, actual: targets, known, weights }),
    nll: exact ? negativeLogLikelihood(energy, exact, options) : null,
    logPartitionRmse: rmse,
    logPartitionCorrelation: correlation,
  };
  return { metrics: finite(metrics), predicted, exact };
}

/** The square of the dimension times the rows of a piece: some milliseconds of work. */
const PIECE = 2 ** 18;

async function inPieces(
  { shape }: Matrix,
  scores: Float32Array,
  { signal, onProgress, ...options }: EvaluateOptions,
): Promise<Pick<Evaluation, "predicted" | "exact">> {
  const [rows, labels] = shape;
  const { scores: width, structure } = options.model;
  const size = Math.ceil(PIECE / structure.dim ** 2);
  const predicted = new Float32Array(rows * labels);
  const exact = new Float64Array(rows);
  let isExact = true;
  for (let start = 0; start < rows; start += size) {
    await pause(signal);
    const end = Math.min(start + size, rows);
    const piece = scores.subarray(start * width, end * width);
    predicted.set(predict(piece, [end - start, labels], options.model).data, start * labels);
    const sums = exactLogPartitions(piece, options);
    isExact = sums !== undefined;
    exact.set(sums ?? [], start);
    onProgress?.(end / rows);
  }
  return { predicted: { data: predicted, shape }, exact: isExact ? exact : undefined };
}

/** Mean of −log p(y|x), including log q. Infinite if a sparse model excludes a target. */
function negativeLogLikelihood(
  energy: Float32Array,
  exact: Float64Array,
  { model, loss, weights }: EvaluateOptions,
): number {
  let [sum, total] = [0, 0];
  for (const [row, logPartition] of exact.entries()) {
    const weight = weights?.[row] ?? 1;
    total += weight;
    // 0 · ∞ would be NaN
    if (weight > 0) sum -= weight * loss.logRatio(-energy[row]! - logPartition);
  }
  return sum / total + model.structure.logSize;
}

/** Replaces NaN and infinities by null, since JSON has neither. */
function finite(metrics: Record<string, number | null>): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => [name, Number.isFinite(value) ? value : null]),
  );
}
