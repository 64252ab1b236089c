import { rankedBars } from "../../report/drawing/ranked-bars.js";
import { isFiniteNumber } from "../../report/is-finite-number.js";
import type { Plot } from "../../report/plot.js";
import { gridStudy } from "../../studies/grid.js";
import type { Cell, Study } from "../../studies/study.js";
import type { ProposalName } from "./planar/fit-proposal.js";
import type { PlanarCell } from "./planar/planar-cell.js";
import { PLANAR_TOLERANCE, planarProtocol } from "./planar/planar-protocols.js";
import { runPlanarCell } from "./planar/run-planar-cell.js";

const PROPOSALS: readonly ProposalName[] = [
  "gaussian",
  "gaussian × 3",
  "full gaussian",
  "student-t",
  "kernel density",
  "mixture of 20",
  "defensive mixture of 20",
  "flow",
];
const METHODS = ["SNL", "proposal alone"] as const;

const table = { decimals: 3, better: "lower" } as const;

/** The gap left by each proposal. */
export const proposalsStudy: Study<PlanarCell> = gridStudy({
  paper: "snl",
  kind: "figure",
  name: "proposals",
  title: "Proposals on the plane",
  seeds: 1,
  rows: PROPOSALS,
  columns: METHODS,
  config: (proposal, method, seed): PlanarCell => ({
    seed,
    dataset: "pinwheel",
    method,
    proposal,
    base: "proposal",
    protocol: planarProtocol("best", "pinwheel"),
  }),
  run: runPlanarCell,
  tolerance: PLANAR_TOLERANCE,
  tables: [
    { ...table, title: "Gap of SNL to the true density, nats", metric: { pinwheel: "gap" } },
    {
      ...table,
      title: "Gap of the proposal alone to the true density, nats",
      column: "proposal alone",
      metric: { pinwheel: "gap" },
    },
    { ...table, title: "|b − log Z| at the end", metric: { pinwheel: "bError" } },
    {
      title: "Effective share of 20,000 samples",
      metric: { pinwheel: "effectiveShare" },
      decimals: 3,
    },
  ],
  plots: gapBars,
});

/** Shows the gaps of the first seed, with an energy and for the proposal alone. */
function gapBars(cells: readonly Cell<PlanarCell>[]): Plot[] {
  const bars = PROPOSALS.flatMap((proposal) =>
    METHODS.flatMap((method) => {
      const cell = cells.find(({ row, column, config }) => {
        return row === proposal && column === method && config.seed === 0;
      });
      const gap = cell?.metrics.gap;
      if (!isFiniteNumber(gap)) return [];
      const accent = method === "SNL";
      return [{ name: accent ? proposal : `${proposal} alone`, value: gap, accent }];
    }),
  );
  if (bars.length === 0) return [];
  return [
    {
      name: "gaps",
      description: "Gaps to the true density by the proposal, with an energy and without.",
      spec: rankedBars({
        title: "Gap to the true density, pinwheel",
        subtitle: "by the proposal, with SNL and alone; lower is better",
        axis: "gap (nats)",
        decimals: 3,
        bars,
      }),
    },
  ];
}
