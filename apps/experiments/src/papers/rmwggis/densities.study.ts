import { ffjordDensities } from "@ebm/datasets";
import { heatmaps } from "../../report/plots/heatmaps.js";
import { type GridTable, gridStudy } from "../../studies/grid.js";
import { decodePicture } from "../../studies/picture.js";
import type { Cell, Study } from "../../studies/study.js";
import { type DensitiesCell, MAP_SIZE, runDensitiesCell } from "./densities.js";
import type { PlanarName } from "./planar-bits.js";

const DATASETS = Object.keys(ffjordDensities) as readonly PlanarName[];

const LEARNED = ["Hyvärinen", "Hyvärinen, sampled", "RMwGGIS (advanced)"] as const;

const table = (title: string, metric: string, rows: readonly string[] = LEARNED): GridTable => ({
  title,
  metric,
  rows,
  decimals: 3,
  better: "lower",
});

/** Figure 1: the learned densities of the seven planar sets, and their exact distance from the data. */
export const densitiesStudy: Study<DensitiesCell> = gridStudy({
  paper: "rmwggis",
  kind: "figure",
  name: "densities",
  title: "The plane in 16 bits, exactly",
  seeds: 1,
  rows: ["data", ...LEARNED],
  columns: DATASETS,
  config: (method, dataset, seed): DensitiesCell => ({
    seed,
    dataset,
    dim: 16,
    method,
    neighbors: 10,
    hidden: [128, 128, 128],
    batchSize: 128,
    steps: 2000,
    learningRate: 4e-3,
    l2: 0,
  }),
  run: runDensitiesCell,
  tolerance: { entropy: 1e-6, beta1NllAboveEntropy: 0.02, beta1TotalVariation: 0.03 },
  tables: [
    table("Entropy of the data, nats", "entropy", ["data"]),
    table("NLL above the entropy, nats, β = 1", "beta1NllAboveEntropy"),
    table("NLL above the entropy of 4·E, nats", "beta4NllAboveEntropy", ["RMwGGIS (advanced)"]),
    table("Total variation, β = 1", "beta1TotalVariation"),
    table("Total variation of 4·E", "beta4TotalVariation", ["RMwGGIS (advanced)"]),
    table("Linear-Hamming MMD, β = 1", "beta1LinearMmd"),
    table("Linear-Hamming MMD of 4·E", "beta4LinearMmd", ["RMwGGIS (advanced)"]),
  ],
  plots: picturesOf,
});

/** Short for the margin, in the order of the sets. */
const ROWS = ["spirals", "normals", "circles", "moons", "pinwheel", "swiss roll", "checkers"];

const COLUMNS = {
  data: ["data", "beta1Map"],
  Hyvärinen: ["Hyvärinen", "beta1Map"],
  "Eq. 4": ["RMwGGIS (advanced)", "beta1Map"],
  "Eq. 4, 4·E": ["RMwGGIS (advanced)", "beta4Map"],
} as const;

function picturesOf(cells: readonly Cell<DensitiesCell>[]) {
  const panels = Object.entries(COLUMNS).flatMap(([column, [method, map]]) =>
    DATASETS.flatMap((dataset, i) => {
      const cell = cells.find((cell) => cell.row === method && cell.column === dataset);
      const values = decodePicture(cell?.metrics[map]);
      if (values.length === 0) return [];
      return [{ row: ROWS[i]!, column, values, width: MAP_SIZE }];
    }),
  );
  if (panels.length === 0) return [];
  return [
    heatmaps({
      name: "densities",
      title: "Densities of points of the plane, as bits",
      subtitle: "dark: high, by the square root of the mass; exact, 16 bits",
      description:
        "The seven planar sets, and the densities learned by the consistent objective, Eq. 4 and four times its energy.",
      rows: ROWS,
      columns: Object.keys(COLUMNS),
      panels,
    }),
  ];
}
