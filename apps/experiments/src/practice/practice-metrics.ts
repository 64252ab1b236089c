import { EbmError } from "@ebm/core/errors";
import type { Metrics } from "../studies/study.js";
import { type Estimate, estimate } from "./estimate.js";

/** The results of a model on the test rows. */
export interface Tested {
  /** User CPU seconds of tuning and fitting. */
  readonly seconds: number;
  /** −log p of each test row, in nats. */
  readonly losses: Float64Array;
  /** The score of predictions, × 100. Undefined if nothing is predicted. */
  readonly score?: RowScore | undefined;
}

/** A score of predictions. Higher is better. */
export interface RowScore {
  readonly value: number;
  /** The influence of each row: row-wise differences of two models give the standard error. */
  readonly terms: Float64Array;
}

/**
 * Returns the metrics of a cell. Those of our model are `nll`, `score` and `seconds`; those of a
 * baseline start with its name. `gain` is the advantage of our model, paired by row, with its
 * standard error.
 */
export function practiceMetrics(
  ours: Tested,
  baselines: Readonly<Record<string, Tested>>,
): Metrics {
  const nll = estimate(ours.losses);
  const entries = Object.entries(baselines).flatMap(([name, baseline]) =>
    Object.entries(baselineMetrics(ours, baseline)).map(([metric, value]) => {
      return [`${name} ${metric}`, value] as const;
    }),
  );
  return {
    nll: nll.mean,
    nllStandardError: nll.standardError,
    ...(ours.score && { score: ours.score.value }),
    seconds: ours.seconds,
    ...Object.fromEntries(entries),
  };
}

function baselineMetrics(ours: Tested, { losses, score, seconds }: Tested): Metrics {
  if (losses.length !== ours.losses.length) {
    throw new EbmError(
      `practiceMetrics: a baseline has ${losses.length} rows, expected ${ours.losses.length}.`,
    );
  }
  const gain = estimate(losses.map((loss, row) => loss - ours.losses[row]!));
  return {
    nll: estimate(losses).mean,
    ...gainMetrics("nll", gain),
    ...(score && ours.score && { score: score.value, ...scoreGain(ours.score, score) }),
    seconds,
  };
}

function scoreGain(ours: RowScore, { value, terms }: RowScore): Metrics {
  const { standardError } = estimate(ours.terms.map((term, row) => term - terms[row]!));
  return gainMetrics("score", { mean: ours.value - value, standardError });
}

const gainMetrics = (name: string, { mean, standardError }: Estimate): Metrics => ({
  [`${name} gain`]: mean,
  [`${name} gain error`]: standardError,
});
