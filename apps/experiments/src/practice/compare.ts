import { mean } from "@ebm/core/float64";
import { isFiniteNumber } from "../report/is-finite-number.js";
import type { Cell } from "../studies/study.js";

/** The 97.5 % quantiles of Student's t with 1, 2, 3 … degrees of freedom. */
const STUDENT_T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

/** The comparison of our model with the best baseline of a data set. */
export interface Comparison {
  readonly ours: number;
  readonly best: { readonly name: string; readonly value: number };
  /** The gain of our model: a mean over seeds. */
  readonly gain: number;
  /** The standard error over the test rows of one seed. */
  readonly error: number;
  /** Half the width of the 95 % interval of the mean over seeds. Null for one seed. */
  readonly overSeeds: number | null;
}

/** The compared metric: the likelihood, or the score of predictions. */
export type Compared = "nll" | "score";

/**
 * Compares our model with the baseline that is best on average over the seeds of the test rows.
 * This choice favors baselines. Returns undefined if no cell has the metric.
 */
export function compare(
  cells: readonly Cell[],
  baselines: readonly string[],
  metric: Compared,
): Comparison | undefined {
  const values = (name: string): number[] =>
    cells.map(({ metrics }) => metrics[name]).filter(isFiniteNumber);
  const ours = values(metric);
  const sign = metric === "nll" ? 1 : -1;
  const found = baselines
    .map((name) => ({ name, value: mean(values(`${name} ${metric}`)) }))
    .filter(({ value }) => isFiniteNumber(value))
    .sort((a, b) => sign * (a.value - b.value));
  const best = found[0];
  if (ours.length === 0 || !best) return undefined;
  const gains = values(`${best.name} ${metric} gain`);
  const errors = values(`${best.name} ${metric} gain error`);
  return {
    ours: mean(ours),
    best,
    gain: mean(gains),
    error: Math.sqrt(mean(errors.map((error) => error ** 2))),
    overSeeds: overSeeds(gains),
  };
}

function overSeeds(gains: readonly number[]): number | null {
  if (gains.length < 2) return null;
  const center = mean(gains);
  const squares = gains.reduce((sum, gain) => sum + (gain - center) ** 2, 0);
  const error = Math.sqrt(squares / (gains.length - 1) / gains.length);
  return (STUDENT_T[gains.length - 2] ?? 1.96) * error;
}
