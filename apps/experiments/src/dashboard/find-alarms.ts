import type { Alarm, SeriesSummary } from "@ebm/dashboard/api";
import { formatNumber } from "../report/format.js";
import { type History, type Series, VALIDATION } from "./history.js";

/** The parts of a run that alarms look at. */
export interface AlarmInputs {
  readonly history: Pick<History, "series" | "rollbacks">;
  readonly summaries: Readonly<Record<string, SeriesSummary>>;
  /** The metrics of the test rows. Empty until the run is finished. */
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** The smallest effective sample sizes that are no alarm: as a fraction of all, and of one step. */
const LEAST_SHARE = 0.05;
const LEAST_SAMPLES = 1.5;
/** The largest error of a learned log-partition that is no alarm, in nats. */
const MOST_GAP = 1;
/** Number of evaluations without improvement, and the loss in nats, that mean overfitting. */
const PATIENCE = 3;
const MOST_OVERFIT = 0.05;
/** Number of steps whose mean loss is compared. */
const WINDOW = 50;

/** Finds the problems of a run that its log and its metrics show. */
export function findAlarms(inputs: AlarmInputs): Alarm[] {
  return [divergence, weightCollapse, logPartitionGap, overfitting].flatMap(
    (rule) => rule(inputs) ?? [],
  );
}

function divergence({ history }: AlarmInputs): Alarm | undefined {
  const advice = "Lower --learning-rate, or clip the gradient.";
  const last = history.rollbacks.at(-1);
  if (last) return { kind: "divergence", text: last.reason, advice };
  const loss = history.series.get("loss");
  const means = loss && windowMeans(loss);
  if (!means || means.length < 3) return undefined;
  const [best, now] = [Math.min(...means), means.at(-1)!];
  const fall = means[0]! - best;
  // the loss lost everything that it had gained, and more
  if (now - best <= Math.max(2 * fall, 1)) return undefined;
  const text = `The mean loss of the last ${WINDOW} steps is ${formatNumber(now)}, and was ${formatNumber(best)} before.`;
  return { kind: "divergence", text, advice };
}

function weightCollapse({ summaries, metrics }: AlarmInputs): Alarm | undefined {
  const samples = summaries[`${VALIDATION}effectiveSamples`]?.last;
  const share = metrics.effectiveShare;
  const alarm = (text: string): Alarm => ({
    ...{ kind: "weight collapse", text },
    advice: "Few samples carry all weight. Use more --samples, or a proposal closer to the data.",
  });
  if (samples !== undefined && samples < LEAST_SAMPLES) {
    return alarm(`The effective sample size of a step is ${formatNumber(samples)}.`);
  }
  if (typeof share !== "number" || share >= LEAST_SHARE) return undefined;
  return alarm(`The effective sample size is ${formatNumber(100 * share)} % of the samples.`);
}

function logPartitionGap({ summaries, metrics }: AlarmInputs): Alarm | undefined {
  const gap = metrics.logPartitionRmse ?? summaries[`${VALIDATION}logPartitionRmse`]?.last;
  if (gap === undefined || gap === null || gap <= MOST_GAP) return undefined;
  return {
    kind: "log Z gap",
    text: `The learned log-partition is ${formatNumber(gap)} nats from the exact one (root mean square).`,
    advice:
      "Probabilities are off by this factor. Train longer, use more --samples, or widen --log-partition-hidden.",
  };
}

function overfitting({ history }: AlarmInputs): Alarm | undefined {
  const nll = history.series.get(`${VALIDATION}nll`);
  if (!nll) return undefined;
  const { steps, values } = nll;
  const best = values.indexOf(Math.min(...values));
  const rise = values.at(-1)! - values[best]!;
  if (values.length - 1 - best < PATIENCE || rise < MOST_OVERFIT) return undefined;
  return {
    kind: "overfitting",
    text: `The validation NLL has risen by ${formatNumber(rise)} nats since step ${steps[best]}.`,
    advice:
      "The run keeps its best parameters. Use fewer --steps, more --weight-decay or a smaller network.",
  };
}

function windowMeans({ values }: Series): number[] {
  return Array.from({ length: Math.floor(values.length / WINDOW) }, (_, i) => {
    const part = values.slice(i * WINDOW, (i + 1) * WINDOW);
    return part.reduce((sum, value) => sum + value, 0) / WINDOW;
  });
}
