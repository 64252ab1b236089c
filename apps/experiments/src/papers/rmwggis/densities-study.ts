import { ffjordDensities } from "@ebm/datasets";
import { heatmaps } from "../../report/plots/heatmaps.js";
import type { ResultTable, Study } from "../../studies/study.js";
import { type DensitiesCell, MAP_SIZE, runDensitiesCell } from "./densities.js";
import type { PlanarName } from "./planar-bits.js";

const DATASETS = Object.keys(ffjordDensities) as readonly PlanarName[];

const METHODS = {
  data: "data",
  hyvarinen: "Hyvärinen",
  "hyvarinen-sampled": "Hyvärinen, sampled",
  advanced: "RMwGGIS (advanced)",
} as const;

const ABOUT = `The planar sets as 16 bits a point, of which all 65,536 states are summed over: the maps are exact, and
so are likelihoods and distances; the data's are counts of a million rows. A network of three hidden layers of 128
units, z·σ(βz) between them and β shared; 2,000 steps of 128 fresh rows, Adam from 4e-3 to 0 as a cosine, the gradient
clipped at 1, s = 10. "Hyvärinen" is the consistent objective on all neighbours, "sampled" on ten, by our unbiased
estimator. "RMwGGIS (advanced)" is Eq. 4 as it is written, which flattens the density; four times
its energy, 4·E, is what Eq. 4 has the data as its optimum at.`;

const table = (
  of: Pick<ResultTable, "title" | "metric">,
  rows: readonly string[] = Object.values(METHODS).slice(1),
): ResultTable<DensitiesCell> => ({
  decimals: 3,
  better: "lower",
  rows,
  columns: DATASETS,
  place: ({ method, dataset }) => [method, dataset],
  ...of,
});

/** Figure 1: what is learned of the seven planar sets, and how far it is from the data, exactly. */
export const densitiesStudy: Study<DensitiesCell> = {
  paper: "rmwggis",
  kind: "figure",
  name: "densities",
  title: "The plane in 16 bits, exactly",
  about: ABOUT,
  seeds: [0],
  cells: (seed) =>
    Object.fromEntries(
      Object.entries(METHODS).flatMap(([name, method]) =>
        DATASETS.map((dataset): [string, DensitiesCell] => [
          `${name}-${dataset}-seed${seed}`,
          {
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
          },
        ]),
      ),
    ),
  run: runDensitiesCell,
  tables: [
    table({ title: "Entropy of the data, nats", metric: "entropy" }, ["data"]),
    table({ title: "NLL above the entropy, nats, β = 1", metric: "beta1NllAboveEntropy" }),
    table({ title: "NLL above the entropy of 4·E, nats", metric: "beta4NllAboveEntropy" }, [
      METHODS.advanced,
    ]),
    table({ title: "Total variation, β = 1", metric: "beta1TotalVariation" }),
    table({ title: "Total variation of 4·E", metric: "beta4TotalVariation" }, [METHODS.advanced]),
    table({ title: "Linear-Hamming MMD, β = 1", metric: "beta1LinearMmd" }),
    table({ title: "Linear-Hamming MMD of 4·E", metric: "beta4LinearMmd" }, [METHODS.advanced]),
  ],
  plots(cells) {
    const panels = Object.entries(COLUMNS).flatMap(([column, [method, map]]) =>
      DATASETS.flatMap((dataset, i) => {
        const cell = cells.find(({ config }) => {
          return config.method === method && config.dataset === dataset;
        });
        const levels = cell?.metrics[map] as readonly number[] | undefined;
        if (!levels) return [];
        const values = levels.map((level) => level / 255);
        return [{ row: ROWS[i]!, column, values, width: MAP_SIZE }];
      }),
    );
    if (panels.length === 0) return [];
    return [
      heatmaps({
        name: "densities",
        title: "Densities of points of the plane, as bits",
        subtitle: "dark: high, by the root of the mass; exact, 16 bits",
        description:
          "The seven planar sets, and what the consistent objective, Eq. 4 and four times its energy learn of them.",
        rows: ROWS,
        columns: Object.keys(COLUMNS),
        panels,
      }),
    ];
  },
};

/** Short for the margin, in the order of the sets. */
const ROWS = ["spirals", "normals", "circles", "moons", "pinwheel", "swiss roll", "checkers"];

const COLUMNS = {
  data: [METHODS.data, "beta1Map"],
  Hyvärinen: [METHODS.hyvarinen, "beta1Map"],
  "Eq. 4": [METHODS.advanced, "beta1Map"],
  "Eq. 4, 4·E": [METHODS.advanced, "beta4Map"],
} as const;
