import { EbmError } from "@ebm/core/errors";
import type { Metrics } from "../studies/study.js";
import { type Estimate, estimate } from "./estimate.js";

/** A model on the test rows. */
export interface Tested {
  /** User CPU seconds of tuning and fitting. */
  readonly seconds: number;
  /** −log p of each test row, in nats. */
  readonly losses: Float64Array;
  /** What counts besides, × 100. Undefined where nothing is predicted. */
  readonly score?: RowScore | undefined;
}

/** A score of predictions, higher is better. */
export interface RowScore {
  readonly value: number;
  /** How much each row moves it: differences of two models by row give the standard error. */
  readonly terms: Float64Array;
}

/**
 * Returns the metrics of a cell: our model's as `nll`, `score` and `seconds`, a baseline's with its name
 * before them, and how much better ours is, paired by row, as `gain` with its standard error.
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
