import { mean } from "@ebm/core/float64";
import type { Evaluation, ModelOutputs } from "@ebm/models";
import type { Metrics } from "../task.js";
import type { PreparedPart } from "./prepare-rows.js";
import type { StructuredInstance } from "./structured-instance.js";

/** Computes −log p(y) of each test row by the frequencies of the training rows, whatever x is. */
export type FrequencyLosses = (
  train: PreparedPart,
  test: PreparedPart,
) => Float64Array | Promise<Float64Array>;

/**
 * Computes the metrics that all models have besides their NLL. The base of a paper's energy is the
 * uniform distribution over all y, and the energy is always used.
 */
export async function baselineMetrics(
  { model, loss, prepared }: Pick<StructuredInstance, "model" | "loss" | "prepared">,
  { outputs, evaluation }: { readonly outputs: ModelOutputs; readonly evaluation: Evaluation },
  frequencyLosses: FrequencyLosses,
): Promise<Metrics> {
  const { train, test } = prepared;
  const { known, weights } = test;
  const { exact } = evaluation;
  const rows = test.targets.shape[0];
  const meanOf = (values: ArrayLike<number>): number =>
    mean(Float64Array.from(values, (value, row) => value * (weights?.data[row] ?? 1)));
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

  const labels = test.targets.shape[1];
  const uniform = Float64Array.from({ length: rows }, (_, row) => {
    if (!known) return model.structure.logSize;
    const isKnown = known.data.subarray(row * labels, (row + 1) * labels);
    return Math.LN2 * isKnown.reduce((sum, value) => sum + value, 0);
  });
  const losses = exact?.map((logPartition, row) => {
    return model.structure.logSize - loss.logRatio(-outputs.energy[row]! - logPartition);
  });
  const nll = losses && meanOf(losses);
  const variance = losses && meanOf(losses.map((value) => (value - nll!) ** 2));
  const uniformNll = meanOf(uniform);
  return {
    nllStandardError: variance === undefined ? null : finite(Math.sqrt(variance / rows)),
    baseNll: uniformNll,
    frequencyNll: finite(meanOf(await frequencyLosses(train, test))),
    uniformNll,
    effectiveShare: exact ? 1 : null,
    tiltKept: 1,
  };
}
