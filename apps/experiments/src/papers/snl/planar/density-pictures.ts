import type { Plot } from "../../../report/plot.js";
import { type Heatmap, heatmaps } from "../../../report/plots/heatmaps.js";
import { decodePicture } from "../../../studies/picture.js";
import type { Cell } from "../../../studies/study.js";
import { densityShades } from "./density-shades.js";
import { PICTURE_SIDE, planarBox } from "./planar-box.js";
import type { PlanarCell } from "./planar-cell.js";
import { PLANAR_SETS, planarData } from "./planar-data.js";

const [AUTHORS, BEST] = ["authors'", "best"] as const;

/** Shows true and learned densities side by side, for the first seed. */
export function densityPictures(cells: readonly Cell<PlanarCell>[]): Plot[] {
  const panels = cells.flatMap(({ config, metrics }): Heatmap[] => {
    const learned = decodePicture(metrics.density);
    if (learned.length === 0) return [];
    const { dataset, seed, variant } = config;
    const truth = planarData(dataset, seed).truth.logProb(planarBox(dataset).picture).map(Math.exp);
    const panel = (row: string, values: readonly number[]): Heatmap => {
      return { row, column: dataset, values, width: PICTURE_SIDE };
    };
    const model = panel(variant === "best" ? BEST : AUTHORS, learned);
    return variant === "best" ? [panel("true", densityShades(truth, truth)), model] : [model];
  });
  if (panels.length === 0) return [];
  const columns = PLANAR_SETS.filter((set) => panels.some(({ column }) => column === set));
  const rows = ["true", AUTHORS, BEST].filter((name) => panels.some(({ row }) => row === name));
  return [
    heatmaps({
      name: "densities",
      title: "True and learned densities",
      subtitle: "SNL, first seed; shades show √p",
      description: `Pictures of the true density above the learned ones, of ${columns.join(", ")}.`,
      rows,
      columns,
      panels,
    }),
  ];
}
