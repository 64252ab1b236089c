import { regressionDensities } from "@ebm/datasets";
import type { Plot } from "../../../report/plot.js";
import { heatmaps } from "../../../report/plots/heatmaps.js";
import { decodePicture } from "../../../studies/picture.js";
import type { Cell } from "../../../studies/study.js";
import type { ConditionalCell } from "./conditional-cell.js";
import { conditionalPicture, conditionalShades, PICTURE } from "./conditional-picture.js";

/** Shows true and learned p(y | x) side by side, for the first seed. */
export function conditionalPictures(cells: readonly Cell<ConditionalCell>[]): Plot[] {
  return cells.flatMap(({ config, metrics }): Plot[] => {
    const learned = decodePicture(metrics.density);
    const { dataset } = config;
    const truth = (regressionDensities as Readonly<Record<string, Truth>>)[dataset];
    if (learned.length === 0 || !truth) return [];
    const { x, y, span } = conditionalPicture(dataset);
    const exact = conditionalShades(truth.logProb({ x, y }).map(Math.exp));
    const panel = (row: string, values: readonly number[]) => {
      return { row, column: span, values, width: PICTURE.width };
    };
    return [
      heatmaps({
        name: dataset,
        title: `p(y | x) of ${dataset}`,
        subtitle: "x to the right, y upward; shades show √p",
        description: `The true conditional density of ${dataset} above the learned one.`,
        rows: ["true", "learned"],
        columns: [span],
        panels: [panel("true", exact), panel("learned", learned)],
        aspect: 0.45,
      }),
    ];
  });
}

type Truth = (typeof regressionDensities)[keyof typeof regressionDensities];
