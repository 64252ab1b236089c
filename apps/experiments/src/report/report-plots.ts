import { factsOf } from "./facts-of.js";
import type { Plot } from "./plot.js";
import { calibration } from "./plots/calibration.js";
import { heatmaps } from "./plots/heatmaps.js";
import { labelF1 } from "./plots/label-f1.js";
import { logPartitionError } from "./plots/log-partition-error.js";
import { logPartitionScatter } from "./plots/log-partition-scatter.js";
import { publishedComparison } from "./plots/published-comparison.js";
import { trainingLoss } from "./plots/training-loss.js";
import { validationCurve } from "./plots/validation-curve.js";
import type { ReportData } from "./report-data.js";

export type PlotSection = "results" | "training" | "validation" | "logPartition" | "predictions";

/** Returns the plots of a run by section of its report. Leaves out what the run did not measure. */
export function reportPlots(data: ReportData): Record<PlotSection, Plot[]> {
  const { validation: points = [], logPartition, labels = [], calibration: bins = [] } = data;
  const { maps = [] } = data;
  const score = factsOf(data.metricFacts, data.score).name;
  return {
    results: publishedComparison(data),
    training: present(trainingLoss(data)),
    validation: present(
      validationCurve({
        points,
        field: "nll",
        title: "Validation negative log-likelihood",
        axis: "nats per row",
      }),
      validationCurve({ points, field: "score", title: "Validation score", axis: score }),
    ),
    logPartition:
      logPartition === undefined
        ? []
        : present(logPartitionScatter(logPartition), logPartitionError(logPartition)),
    predictions: [...present(labelF1(labels), calibration(bins)), ...maps.map(heatmaps)],
  };
}

const present = (...plots: readonly (Plot | undefined)[]): Plot[] =>
  plots.filter((plot) => plot !== undefined);
