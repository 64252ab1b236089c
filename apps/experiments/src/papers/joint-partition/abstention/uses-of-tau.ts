import { conformalRadius } from "@ebm/joint-partition";
import { rootMeanSquaredError } from "@ebm/metrics";
import type { Metrics } from "../../../studies/study.js";
import { areaUnderCurve } from "./area-under-curve.js";
import { confidences } from "./confidences.js";
import type { LearnedRows } from "./learned-rows.js";
import { riskCoverage } from "./risk-coverage.js";
import type { RowRisks } from "./row-risks.js";

/** The fractions of rows at which risk–coverage curves are plotted. */
export const SHARES: readonly number[] = Array.from({ length: 20 }, (_, i) => (i + 1) / 20);

/** Computes mean −log p(y|x), in nats, with each log-partition. */
export function likelihoodMetrics(
  { exact, joint, refit }: LearnedRows,
  /** E(x, y) of the observed pairs. */
  observed: Float32Array,
  logSize: number,
): Metrics {
  const nll = (logPartition: ArrayLike<number>): number =>
    observed.reduce((sum, energy, row) => sum + energy + logPartition[row]!, 0) / observed.length +
    logSize;
  return {
    jointNll: nll(joint),
    refitNll: nll(refit),
    exactNll: nll(exact),
    ...rmse("joint", joint, exact),
    ...rmse("refit", refit, exact),
  };
}

/** Computes the root mean squared error of a learned log-partition. */
export function rmse(
  name: string,
  predicted: ArrayLike<number>,
  actual: ArrayLike<number>,
): Metrics {
  return { [`${name}Rmse`]: rootMeanSquaredError({ predicted, actual }) };
}

/** Computes areas under risk–coverage curves × 100, and the curves of the graded risk. */
export function abstentionMetrics(rows: LearnedRows, { whole, graded }: RowRisks): Metrics {
  const metrics: Record<string, number | number[]> = {
    randomWhole:
      100 * riskCoverage({ confidence: new Float32Array(whole.length), risk: whole }).area,
    randomGraded:
      100 * riskCoverage({ confidence: new Float32Array(graded.length), risk: graded }).area,
  };
  for (const [name, confidence] of Object.entries(confidences(rows))) {
    const [all, some] = [whole, graded].map((risk) =>
      riskCoverage({ confidence, risk }, { shares: SHARES }),
    );
    metrics[`${name}Whole`] = 100 * all!.area;
    metrics[`${name}Graded`] = 100 * some!.area;
    metrics[`${name}Curve`] = some!.risks.map((risk) => 100 * risk);
  }
  return metrics;
}

/** Computes the AUC × 100 by which each score ranks test rows above unfamiliar ones. */
export function unfamiliarMetrics(
  name: string,
  familiar: LearnedRows,
  unfamiliar: LearnedRows,
): Metrics {
  const [known, others] = [confidences(familiar), confidences(unfamiliar)];
  return Object.fromEntries(
    Object.entries(known).map(([score, values]) => [
      `${score}${name}`,
      100 * areaUnderCurve(values, others[score as keyof typeof others]),
    ]),
  );
}

/**
 * Computes 90 % intervals τ ± radius: the first half of the rows sets the radius, the second tests
 * it.
 */
export function conformalMetrics({ exact, joint, refit }: LearnedRows): Metrics {
  const half = exact.length >> 1;
  const intervalOf = (name: string, learned: Float32Array): Metrics => {
    const radius = conformalRadius({
      learned: learned.subarray(0, half),
      exact: exact.subarray(0, half),
    });
    const errors = exact.subarray(half).map((truth, row) => Math.abs(truth - learned[half + row]!));
    return {
      [`${name}Width`]: 2 * radius,
      [`${name}Coverage`]: (100 * errors.filter((error) => error <= radius).length) / errors.length,
    };
  };
  return { ...intervalOf("joint", joint), ...intervalOf("refit", refit) };
}
