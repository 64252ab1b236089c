import { isFiniteNumber } from "../../../report/is-finite-number.js";
import type { Plot } from "../../../report/plot.js";
import { type Curve, curves } from "../../../report/plots/curves.js";
import type { Cell } from "../../../studies/study.js";
import type { AbstentionCell } from "./abstention-cell.js";
import { SCORES } from "./confidences.js";
import { SHARES } from "./uses-of-tau.js";

const CURVES = ["exact", "refit", "joint", "energy", "margin"] as const;

/** The metric of graded risk for each task. */
const RISKS = {
  multilabel: "(1 − F1) × 100",
  "label-ranking": "(1 − Kendall's τ)/2 × 100",
} as const;

/**
 * Returns plots of the cells of one model: risk by coverage, and widths of intervals by number of
 * samples.
 */
export function abstentionPlots(name: string, cells: readonly Cell<AbstentionCell>[]): Plot[] {
  return cells.length > 0 ? [riskPlot(name, cells), widthPlot(name, cells)] : [];
}

function riskPlot(name: string, cells: readonly Cell<AbstentionCell>[]): Plot {
  return curves({
    name: `risk-${name.replace(", ", "-")}`,
    title: `Risk of the surest predictions: ${name}`,
    subtitle: "mean over seeds; dashed: by the exact log p",
    description: `Mean risk of the surest share of predictions, by score, ${name}.`,
    x: "coverage (%)",
    y: RISKS[cells[0]!.config.task],
    curves: CURVES.map((score) => ({
      name: SCORES[score],
      reference: score === "exact",
      points: SHARES.map((share, i) => [
        100 * share,
        meanOf(cells, (cell) => seriesOf(cell, `${score}Curve`)[i]),
      ]),
    })),
  });
}

function widthPlot(name: string, cells: readonly Cell<AbstentionCell>[]): Plot {
  const { counts } = cells[0]!.config;
  const byDraws = (title: string, metric: string): Curve => ({
    name: title,
    points: counts.flatMap((count): [number, number][] => {
      const width = meanOf(cells, ({ metrics }) => metrics[`${metric}${count}`]);
      return Number.isFinite(width) ? [[count, width]] : [];
    }),
  });
  const flat = (title: string, metric: string): Curve => {
    const width = meanOf(cells, ({ metrics }) => metrics[metric]);
    return {
      name: title,
      points: [counts[0]!, counts.at(-1)!].map((draws) => [draws, width]),
      reference: true,
    };
  };
  return curves({
    name: `width-${name.replace(", ", "-")}`,
    title: `How well log Z(x) is known: ${name}`,
    subtitle: "widths of intervals, mean over seeds; dashed: τ alone, without a draw",
    description: `Width of intervals for log Z by the number of draws, ${name}.`,
    x: "draws",
    y: "width (nats)",
    log: { x: 10 },
    curves: [
      byDraws("prior", "priorWidth"),
      byDraws("informed", "informedWidth"),
      flat("τ refitted", "refitWidth"),
    ].filter(({ points }) => points.length > 0),
  });
}

/** Returns the mean of a value over cells, or NaN if a cell could not compute it. */
function meanOf<C>(cells: readonly C[], measure: (cell: C) => unknown): number {
  const values = cells.map(measure).map((value) => (isFiniteNumber(value) ? value : Number.NaN));
  return values.reduce((sum, value) => sum + value, 0) / cells.length;
}

function seriesOf({ metrics }: Cell, name: string): readonly unknown[] {
  const series = metrics[name];
  return Array.isArray(series) ? series : [];
}
