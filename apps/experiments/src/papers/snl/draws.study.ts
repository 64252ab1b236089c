import { curves } from "../../report/plots/curves.js";
import { curvesOf } from "../../studies/curves-of.js";
import { gridStudy } from "../../studies/grid.js";
import type { Study } from "../../studies/study.js";
import type { PlanarCell } from "./planar/planar-cell.js";
import { PLANAR_TOLERANCE, planarProtocol } from "./planar/planar-protocols.js";
import { runPlanarCell } from "./planar/run-planar-cell.js";

const table = { decimals: 3, better: "lower" } as const;

/** The gap left by few samples per step, for three losses. */
export const drawsStudy: Study<PlanarCell> = gridStudy({
  paper: "snl",
  kind: "figure",
  name: "draws",
  title: "Samples per step",
  seeds: 1,
  rows: ["SNL", "IS", "NCE"],
  columns: { "K = 1": 1, "K = 8": 8, "K = 64": 64 },
  config: (method, draws, seed): PlanarCell => ({
    seed,
    dataset: "pinwheel",
    method,
    proposal: "gaussian",
    base: "proposal",
    variant: "authors",
    protocol: { ...planarProtocol("authors", "pinwheel"), draws },
  }),
  run: runPlanarCell,
  tolerance: PLANAR_TOLERANCE,
  tables: [
    { ...table, title: "Gap to the true density, nats", metric: "gap" },
    { ...table, title: "|b − log Z| at the end", metric: "bError", rows: ["SNL", "NCE"] },
    { ...table, title: "Share of runs that diverged", metric: "diverged" },
  ],
  plots: (cells) => [
    curves({
      name: "gap",
      title: "Gap to the true density, pinwheel",
      subtitle: "by samples per step",
      description: "The gap of SNL, IS and NCE, against the samples per step.",
      x: "samples per step",
      y: "gap (nats)",
      log: { x: 2 },
      curves: curvesOf(cells, {
        x: ({ config }) => config.protocol.draws,
        y: "gap",
        rows: { SNL: "SNL", IS: "IS", NCE: "NCE" },
      }),
    }),
  ],
});
