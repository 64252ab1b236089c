import { LIGHT } from "../colors.js";
import { evenlySpaced } from "../drawing/evenly-spaced.js";
import { type Layers, layered } from "../drawing/layered.js";
import { lossDomain } from "../drawing/loss-domain.js";
import { runningMedian } from "../drawing/quantile.js";
import { quantitative, stepAxis } from "../drawing/quantitative.js";
import { formatNumber } from "../format.js";
import { isFiniteNumber } from "../is-finite-number.js";
import { FEW, MAX_POINTS, type Plot } from "../plot.js";
import type { ReportData, TrainingPoint } from "../report-data.js";
import { sentences } from "../sentences.js";

/** Number of steps from which a running median is plotted over the losses. */
const SMOOTHED_FROM = 50;

/** Plots the loss of every step, and its running median, which spikes do not move. */
export function trainingLoss({ training, lossUnit }: ReportData): Plot | undefined {
  const points = training.filter(hasLoss);
  if (points.length === 0) return undefined;
  const losses = points.map(({ loss }) => loss);
  const smooth = points.length >= SMOOTHED_FROM;
  const window = smooth ? 2 * Math.ceil(points.length / 100) + 1 : 1;
  const values = evenlySpaced(points.length, MAX_POINTS).map((i) => ({
    ...points[i]!,
    median: runningMedian(losses, window, i),
  }));
  const domain = lossDomain(values);
  const count = formatNumber(points.length, 0);
  const cut = losses.filter((loss) => loss < domain[0] || loss > domain[1]).length;

  const x = stepAxis(points);
  const title = lossUnit === undefined ? "training loss" : `training loss (${lossUnit})`;
  const point = points.length < FEW && { color: LIGHT.accent, size: 24 };
  const line = (field: string, strokeWidth: number, strokeOpacity: number): Layers[number] => ({
    mark: { type: "line", clip: true, color: LIGHT.accent, strokeWidth, strokeOpacity, point },
    encoding: { x, y: quantitative(field, title, { domain, nice: false }) },
  });

  return {
    name: "training-loss",
    description: `Training loss over ${count} steps, from ${formatNumber(losses[0])} to ${formatNumber(losses.at(-1))}.`,
    note: sentences(
      values.length < points.length &&
        `Drawn: ${formatNumber(values.length, 0)} of ${count} steps, evenly spaced.`,
      cut > 0 && `Beyond the axis: ${formatNumber(cut, 0)} of ${count} steps.`,
      points.length < training.length &&
        `Left out, not finite: ${formatNumber(training.length - points.length, 0)} of ${formatNumber(training.length, 0)} steps.`,
    ),
    spec: layered({
      title: "Training loss",
      subtitle: smooth ? `each step, and the median of ${window} steps around it` : "each step",
      values,
      layer: smooth ? [line("loss", 1, 0.35), line("median", 2, 1)] : [line("loss", 2, 1)],
    }),
  };
}

const hasLoss = (point: TrainingPoint): point is TrainingPoint & { readonly loss: number } =>
  isFiniteNumber(point.loss);
