import { gridStudy } from "../../studies/grid.js";
import type { Study } from "../../studies/study.js";
import { densityPictures } from "./planar/density-pictures.js";
import type { PlanarCell } from "./planar/planar-cell.js";
import { PLANAR_SETS, type PlanarSet } from "./planar/planar-data.js";
import { bestProposal, PLANAR_TOLERANCE, planarProtocol } from "./planar/planar-protocols.js";
import { runPlanarCell } from "./planar/run-planar-cell.js";

type Row = Pick<PlanarCell, "method" | "base"> & {
  readonly variant: NonNullable<PlanarCell["variant"]>;
  /** Number of seeds that are computed. */
  readonly seeds: number | ((dataset: PlanarSet) => number);
};

const authors = { variant: "authors", base: "proposal", seeds: 1 } as const;
const best = { variant: "best", base: "proposal", seeds: 1 } as const;

const ROWS: Readonly<Record<string, Row>> = {
  "SNL, E = f": { method: "SNL", ...authors, base: "none" },
  SNL: { method: "SNL", ...authors, seeds: 3 },
  IS: { method: "IS", ...authors },
  NCE: { method: "NCE", ...authors },
  "denoising score matching, E = f": {
    method: "denoising score matching",
    ...authors,
    base: "none",
  },
  "Gaussian alone": { method: "proposal alone", ...authors },
  "proposal of the best settings alone": { method: "proposal alone", ...best },
  "SNL, best settings": {
    method: "SNL",
    ...best,
    seeds: (dataset) => (dataset === "funnel" ? 10 : 5),
  },
};

/** Densities on the plane, against the truth. */
export const densityStudy: Study<PlanarCell> = gridStudy({
  paper: "snl",
  kind: "table",
  name: "density-2d",
  title: "Densities on the plane by method",
  seeds: 10,
  rows: ROWS,
  columns: PLANAR_SETS,
  config: ({ seeds, ...row }, dataset, seed): PlanarCell | undefined => {
    if (seed >= (typeof seeds === "number" ? seeds : seeds(dataset))) return undefined;
    return {
      seed,
      dataset,
      ...row,
      proposal: row.variant === "best" ? bestProposal(dataset) : "gaussian",
      protocol: planarProtocol(row.variant, dataset),
    };
  },
  run: runPlanarCell,
  tolerance: PLANAR_TOLERANCE,
  tables: [
    { title: "Test log-likelihood, nats", metric: "logLikelihood", decimals: 3 },
    {
      title: "Log-likelihood of the true density on the same points, nats",
      metric: "oracle",
      rows: { "true density": "SNL, best settings" },
      decimals: 3,
    },
    { title: "Gap to the true density, nats", metric: "gap", decimals: 3, better: "lower" },
    {
      title: "|b − log Z| at the end",
      metric: "bError",
      rows: ["SNL, E = f", "SNL", "NCE", "SNL, best settings"],
      decimals: 3,
      better: "lower",
    },
    { title: "Effective share of 20,000 samples", metric: "effectiveShare", decimals: 3 },
    { title: "Share of runs that diverged", metric: "diverged", decimals: 3, better: "lower" },
  ],
  plots: densityPictures,
});
