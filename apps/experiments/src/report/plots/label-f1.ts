import { rankedBars } from "../drawing/ranked-bars.js";
import { formatNumber } from "../format.js";
import { isFiniteNumber } from "../is-finite-number.js";
import type { Plot } from "../plot.js";
import type { LabelScore } from "../report-data.js";
import { sentences } from "../sentences.js";

const MAX_LABELS = 30;

/** Plots the F1 of each label, the most frequent label first. */
export function labelF1(labels: readonly LabelScore[]): Plot | undefined {
  const bars = labels
    .toSorted((a, b) => b.support - a.support)
    .flatMap(({ label, f1, support }) => {
      const name = `${label} (${formatNumber(support, 0)})`;
      return isFiniteNumber(f1) ? [{ name, value: f1, accent: true }] : [];
    });
  if (bars.length === 0) return undefined;
  return {
    name: "label-f1",
    description: `F1 of ${bars.length} labels, the most frequent first.`,
    note: sentences(
      bars.length > MAX_LABELS &&
        `Drawn: the ${MAX_LABELS} most frequent of ${formatNumber(bars.length, 0)} labels.`,
      bars.length < labels.length &&
        `Left out, not finite: ${formatNumber(labels.length - bars.length, 0)} of ${formatNumber(labels.length, 0)} labels.`,
    ),
    spec: rankedBars({
      title: "F1 of each label",
      subtitle: "the most frequent label first; in brackets, held-out rows that have it",
      axis: "F1 × 100",
      decimals: 1,
      bars: bars.slice(0, MAX_LABELS),
    }),
  };
}
