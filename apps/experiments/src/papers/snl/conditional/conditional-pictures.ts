import { regressionDensities } from "@ebm/datasets";
import type { Plot } from "../../../report/plot.js";
import { heatmaps } from "../../../report/plots/heatmaps.js";
import type { Cell } from "../../../studies/study.js";
import type { ConditionalCell } from "./conditional-cell.js";
import { conditionalPicture, PICTURE } from "./conditional-picture.js";

/** True and learned p(y | x) side by side, of the first seed. */
export function conditionalPictures(cells: readonly Cell<ConditionalCell>[]): Plot[] {
  return cells.flatMap(({ config, metrics }): Plot[] => {
    const learned = metrics.density;
    const { dataset } = config;
    const truth = (regressionDensities as Readonly<Record<string, Truth>>)[dataset];
    if (!Array.isArray(learned) || !truth) return [];
    const { x, y, span } = conditionalPicture(dataset);
    const p = truth.logProb({ x, y }).map(Math.exp);
    const shade = (values: ArrayLike<number>) =>
      Array.from(values, (value) => Math.sqrt(value / TOP));
    const panel = (row: string, values: ArrayLike<number>) => ({
      row,
      column: span,
      values: shade(values),
      width: PICTURE.width,
    });
    return [
      heatmaps({
        name: dataset,
        title: `p(y | x) of ${dataset}`,
        subtitle: "x to the right, y upwards; shades are of √p",
        description: `The true conditional density of ${dataset} above the learned one.`,
        rows: ["true", "learned"],
        columns: [span],
        panels: [panel("true", p), panel("learned", learned as number[])],
        aspect: 0.45,
      }),
    ];
  });
}

type Truth = (typeof regressionDensities)[keyof typeof regressionDensities];

/** Of densities: what is darkest. */
const TOP = 6;
