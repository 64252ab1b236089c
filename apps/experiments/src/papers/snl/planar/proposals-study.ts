import { rankedBars } from "../../../report/drawing/ranked-bars.js";
import { isFiniteNumber } from "../../../report/is-finite-number.js";
import type { Plot } from "../../../report/plot.js";
import type { Cell, ResultTable, Study } from "../../../studies/study.js";
import type { ProposalName } from "./fit-proposal.js";
import type { PlanarCell } from "./planar-cell.js";
import { planarProtocol } from "./planar-protocols.js";
import { runPlanarCell } from "./run-planar-cell.js";

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

const SETS = ["pinwheel"] as const;

const ABOUT = `SNL at the settings of its best row in the table of densities, but for the proposal that E is tilted from and that draws are
from. "Alone" is the proposal without an energy. The kernel density is of 1,000 of the training points, by Scott's rule; the flow is of eight
affine couplings, trained by maximum likelihood.`;

/** What is lost by which proposal. */
export const proposalsStudy: Study<PlanarCell> = {
  paper: "snl",
  kind: "figure",
  name: "proposals",
  title: "Proposals on the plane",
  about: ABOUT,
  seeds: [0],
  cells: (seed) =>
    Object.fromEntries(
      SETS.flatMap((dataset) =>
        PROPOSALS.flatMap((proposal) =>
          (["SNL", "proposal alone"] as const).map((method): [string, PlanarCell] => [
            [
              dataset,
              proposal.replaceAll(/[ ×]+/g, "-"),
              ...(method === "SNL" ? [] : ["alone"]),
              `seed${seed}`,
            ].join("-"),
            {
              seed,
              dataset,
              method,
              proposal,
              base: "proposal",
              protocol: planarProtocol("best", dataset),
            },
          ]),
        ),
      ),
    ),
  run: runPlanarCell,
  tables: [
    table("Gap of SNL to the true density, nats", "gap"),
    table("Gap of the proposal alone, nats", "gap", "proposal alone"),
    table("|b − log Z| at the end", "bError"),
    { ...table("Share of 20,000 draws that are effective", "effectiveShare"), better: "higher" },
  ],
  plots: gapBars,
};

function table(
  title: string,
  metric: string,
  method: PlanarCell["method"] = "SNL",
): ResultTable<PlanarCell> {
  return {
    title,
    metric,
    decimals: 3,
    better: "lower",
    rows: PROPOSALS,
    columns: SETS,
    place: (cell) => (cell.method === method ? [cell.proposal, cell.dataset] : undefined),
  };
}

/** Gaps of pinwheel, each with an energy above that of the proposal alone. */
function gapBars(cells: readonly Cell<PlanarCell>[]): Plot[] {
  const bars = PROPOSALS.flatMap((proposal) =>
    (["SNL", "proposal alone"] as const).flatMap((method) => {
      const cell = cells.find(({ config }) => {
        return config.proposal === proposal && config.method === method && config.seed === 0;
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
