import type { Plot } from "../../../report/plot.js";
import { type Heatmap, heatmaps } from "../../../report/plots/heatmaps.js";
import type { Cell } from "../../../studies/study.js";
import { PICTURE_SIDE, planarBox } from "./planar-box.js";
import type { PlanarCell } from "./planar-cell.js";
import { PLANAR_SETS, planarData } from "./planar-data.js";

const [AUTHORS, BEST] = ["authors'", "best"] as const;

/** True and learned densities side by side, of the first seed. */
export function densityPictures(cells: readonly Cell<PlanarCell>[]): Plot[] {
  const panels = cells.flatMap(({ config, metrics }): Heatmap[] => {
    const learned = metrics.density;
    if (!Array.isArray(learned)) return [];
    const { dataset, seed, variant } = config;
    const truth = planarData(dataset, seed).truth.logProb(planarBox(dataset).picture).map(Math.exp);
    const top = quantile(
      truth.filter((p) => p > 0),
      0.98,
    );
    const panel = (row: string, values: ArrayLike<number>): Heatmap => ({
      row,
      column: dataset,
      values: Array.from(values, (p) => Math.sqrt(p / top)),
      width: PICTURE_SIDE,
    });
    const own = panel(variant === "best" ? BEST : AUTHORS, learned as number[]);
    return variant === "best" ? [panel("true", truth), own] : [own];
  });
  if (panels.length === 0) return [];
  const columns = PLANAR_SETS.filter((set) => panels.some(({ column }) => column === set));
  const rows = ["true", AUTHORS, BEST].filter((name) => panels.some(({ row }) => row === name));
  return [
    heatmaps({
      name: "densities",
      title: "True and learned densities",
      subtitle: "SNL by the authors' settings and the best, first seed; shades are of √p",
      description: `Pictures of the true density above the learned ones, of ${columns.join(", ")}.`,
      rows,
      columns,
      panels,
    }),
  ];
}

function quantile(values: Float64Array, p: number): number {
  return values.toSorted()[Math.floor(p * (values.length - 1))]!;
}
