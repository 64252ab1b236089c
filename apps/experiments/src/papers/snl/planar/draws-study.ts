import { isFiniteNumber } from "../../../report/is-finite-number.js";
import { type Curve, curves } from "../../../report/plots/curves.js";
import type { Cell, ResultTable, Study } from "../../../studies/study.js";
import type { PlanarCell } from "./planar-cell.js";
import { planarProtocol } from "./planar-protocols.js";
import { runPlanarCell } from "./run-planar-cell.js";

const METHODS = ["SNL", "IS", "NCE"] as const;
const DRAWS = [1, 8, 64] as const;

const ABOUT = `The authors' protocol on pinwheel, E tilted from the Gaussian that is drawn from, with fewer draws a step: the same 512 data,
and K draws that all of them share. For NCE they are K / 512 for each datum. What is measured is the exact gap to the true
density, as in the table of densities, which has 512 draws.`;

/** What is lost by how few draws, for three losses. */
export const drawsStudy: Study<PlanarCell> = {
  paper: "snl",
  kind: "figure",
  name: "draws",
  title: "Draws a step",
  about: ABOUT,
  seeds: [0],
  cells: (seed) =>
    Object.fromEntries(
      METHODS.flatMap((method) =>
        DRAWS.map((draws): [string, PlanarCell] => [
          `${method}-K${draws}-seed${seed}`,
          {
            seed,
            dataset: "pinwheel",
            method,
            proposal: "gaussian",
            base: "proposal",
            variant: "authors",
            protocol: { ...planarProtocol("authors", "pinwheel"), draws },
          },
        ]),
      ),
    ),
  run: runPlanarCell,
  tables: [
    table("Gap to the true density, nats", "gap"),
    table("|b − log Z| at the end", "bError", ["SNL", "NCE"]),
    table("Runs that diverged, as a share", "diverged"),
  ],
  plots: (cells) => [
    curves({
      name: "gap",
      title: "Gap to the true density, pinwheel",
      subtitle: "by the draws of a step",
      description: "The gap of SNL, IS and NCE, against the draws of a step.",
      x: "draws of a step",
      y: "gap (nats)",
      log: { x: 2 },
      curves: METHODS.map((method) => curveOf(cells, method)).filter(
        ({ points }) => points.length > 0,
      ),
    }),
  ],
};

function curveOf(cells: readonly Cell<PlanarCell>[], method: (typeof METHODS)[number]): Curve {
  const points = DRAWS.flatMap((draws): [number, number][] => {
    const gaps = cells
      .filter(({ config }) => config.method === method && config.protocol.draws === draws)
      .map(({ metrics }) => metrics.gap)
      .filter(isFiniteNumber);
    if (gaps.length === 0) return [];
    return [[draws, gaps.reduce((a, b) => a + b, 0) / gaps.length]];
  });
  return { name: method, points };
}

function table(
  title: string,
  metric: string,
  rows: readonly string[] = METHODS,
): ResultTable<PlanarCell> {
  return {
    title,
    metric,
    decimals: 3,
    better: "lower",
    rows,
    columns: DRAWS.map((draws) => `K = ${draws}`),
    place: ({ method, protocol }) =>
      rows.includes(method) ? [method, `K = ${protocol.draws}`] : undefined,
  };
}
