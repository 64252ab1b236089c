import type { ResultTable, Study } from "../../../studies/study.js";
import { densityPictures } from "./density-pictures.js";
import type { PlanarCell, Variant } from "./planar-cell.js";
import { PLANAR_SETS, type PlanarSet } from "./planar-data.js";
import { bestProposal, planarProtocol } from "./planar-protocols.js";
import { runPlanarCell } from "./run-planar-cell.js";

/** A cell of the table, and which settings it has. */
export type DensityCell = PlanarCell & { readonly variant: Variant };

interface Row {
  readonly name: string;
  readonly file: string;
  /** How many seeds are computed, from 0. */
  readonly seeds: (dataset: PlanarSet) => number;
  readonly of: (dataset: PlanarSet) => Omit<DensityCell, "seed" | "dataset" | "protocol">;
}

const BEST = "SNL, best settings";

const authors = (
  name: string,
  file: string,
  method: DensityCell["method"],
  base: DensityCell["base"],
  seeds = 1,
): Row => ({
  name,
  file,
  seeds: () => seeds,
  of: () => ({ method, base, proposal: "gaussian", variant: "authors" }),
});

const ROWS: readonly Row[] = [
  authors("SNL, E = f", "snl-untilted", "SNL", "none"),
  authors("SNL", "snl", "SNL", "proposal", 3),
  authors("IS", "is", "IS", "proposal"),
  authors("NCE", "nce", "NCE", "proposal"),
  authors("denoising score matching, E = f", "dsm", "denoising score matching", "none"),
  authors("Gaussian alone", "gaussian", "proposal alone", "proposal"),
  {
    name: "proposal of the best settings alone",
    file: "proposal",
    seeds: () => 1,
    of: (dataset) => ({
      method: "proposal alone",
      base: "proposal",
      proposal: bestProposal(dataset),
      variant: "best",
    }),
  },
  {
    name: BEST,
    file: "best",
    seeds: (dataset) => (dataset === "funnel" ? 10 : 5),
    of: (dataset) => ({
      method: "SNL",
      base: "proposal",
      proposal: bestProposal(dataset),
      variant: "best",
    }),
  },
];

const ABOUT = `Each seed draws 10,000 points of its own: 7,200 for training, 1,000 that choose the step to stop at, and 1,800 for
testing, all standardised by the mean and the deviation of those for training, so that nothing leaks. The true density in
those coordinates is known in closed form and is evaluated at the same test points: "gap" is what a model lacks of it.
The likelihood is exact: log Z is from Simpson's rule with 501² nodes in float64, on [−4, 4]²; for the funnel, whose
tail is heavy, on [−904, 904] × [−6, 6] in coordinates u with x = sinh u. The cells tell the quadrature's error and what
mass lies at the edge of the box.

Rows without a remark are the authors' own protocol, from their code of May 2023: layers of 300, 200, 100 and 50 rectifiers,
no bias at the end, Adam at 1e-3 with a penalty of 5e-4 on all parameters, b too, 512 data and 512 draws of a diagonal
Gaussian a step, 1,125 steps, b from 1,024 draws. E = f − log q, but E = f where said. Two things differ: float32 for their
float16, and one rule for all methods to choose the step, the likelihood of validation points with log Z from 1,024 draws.
The published table could not be had.

The best settings: draws from a mixture of 20 Gaussians with a tenth of a Gaussian twice as wide as the data (for the funnel,
with a tenth of Student's t), E tilted from that proposal, two layers of 128 rectifiers that see 64 random waves of x beside x
(for the funnel, of 64, and asinh x), AdamW with a cosine decay of its rate, 3,000 steps (1,500) of 256 data and 512 draws; for
the checkerboard three layers, and 2,000 steps of 512 data and 1,024 draws with five times the decay of weights.`;

/** Densities on the plane, against the truth. */
export const densityStudy: Study<DensityCell> = {
  paper: "snl",
  kind: "table",
  name: "density-2d",
  title: "Densities on the plane by method",
  about: ABOUT,
  seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  cells: (seed) =>
    Object.fromEntries(
      PLANAR_SETS.flatMap((dataset) =>
        ROWS.filter(({ seeds }) => seed < seeds(dataset)).map(
          ({ file, of }): [string, DensityCell] => {
            const cell = of(dataset);
            const protocol = planarProtocol(cell.variant, dataset);
            return [`${dataset}-${file}-seed${seed}`, { seed, dataset, protocol, ...cell }];
          },
        ),
      ),
    ),
  run: runPlanarCell,
  tables: [
    table("Test log-likelihood, nats", "logLikelihood", {}),
    {
      ...table("That of the true density, on the same points, nats", "oracle", {}),
      rows: ["true density"],
      place: (cell) => (nameOf(cell) === BEST ? ["true density", cell.dataset] : undefined),
    },
    table("Gap to the true density, nats", "gap", { better: "lower" }),
    table("|b − log Z| at the end", "bError", {
      better: "lower",
      rows: ["SNL, E = f", "SNL", "NCE", BEST],
    }),
    table("Share of 20,000 draws that are effective", "effectiveShare", {}),
    table("Runs that diverged, as a share", "diverged", { better: "lower" }),
  ],
  plots: densityPictures,
};

function table(
  title: string,
  metric: string,
  options: Partial<ResultTable<DensityCell>>,
): ResultTable<DensityCell> {
  const rows = options.rows ?? ROWS.map(({ name }) => name);
  return {
    title,
    metric,
    decimals: 3,
    columns: PLANAR_SETS,
    ...options,
    rows,
    place: (cell) => {
      const name = nameOf(cell);
      return rows.includes(name) ? [name, cell.dataset] : undefined;
    },
  };
}

function nameOf({ method, base, proposal, variant, dataset }: DensityCell): string {
  const found = ROWS.find(({ of }) => {
    const row = of(dataset);
    return (
      row.method === method &&
      row.base === base &&
      row.proposal === proposal &&
      row.variant === variant
    );
  });
  return found!.name;
}
