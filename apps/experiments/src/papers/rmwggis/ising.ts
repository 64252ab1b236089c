import { key, split } from "@ebm/core";
import { type Couplings, isingLattice, sampleIsing } from "@ebm/datasets";
import { edgeRecovery, rootMeanSquaredError } from "@ebm/metrics";
import type { CellContext, Metrics } from "../../studies/study.js";
import { rowRange } from "../../training/row-range.js";
import { fitIsing, type IsingFit } from "./fit-ising.js";

/** Couplings of a lattice, learned from samples of it. */
export type IsingCell = IsingFit & {
  readonly seed: number;
  readonly side: number;
  readonly strength: number;
  readonly samples: number;
  /** Candidates for λ in the penalty λ Σ |Jᵢⱼ|. Validation samples choose among several. */
  readonly penalties: readonly number[];
};

/** The fraction of samples that choose the penalty. */
const VALIDATION = 0.2;

/** Learns J starting at zero, and compares it with the true J. */
export async function runIsingCell(cell: IsingCell, { signal }: CellContext): Promise<Metrics> {
  const actual = isingLattice(cell);
  const [forDraws, order, noise] = split(key(cell.seed), 3);
  const x = sampleIsing(forDraws, { couplings: actual, count: cell.samples });
  const common = { keys: { order, noise }, signal };
  const penalty = await chosenPenalty(cell, { x, ...common });
  const { couplings, scale, seconds } = await fitIsing(cell, { x, penalty, ...common });
  return { ...judged({ learned: couplings, actual }), penalty, scale, trainingSeconds: seconds };
}

/**
 * Returns the penalty with the best pseudo-likelihood of held-out samples. The true J is not used.
 */
async function chosenPenalty(
  cell: IsingCell,
  { x, ...common }: Pick<Parameters<typeof fitIsing>[1], "x" | "keys" | "signal">,
): Promise<number> {
  const [first, ...others] = cell.penalties as [number, ...number[]];
  if (others.length === 0) return first;
  const cut = Math.round((1 - VALIDATION) * x.shape[0]);
  const [train, validation] = [rowRange(x, 0, cut), rowRange(x, cut, x.shape[0])];
  let best = { penalty: first, pseudoNll: Number.POSITIVE_INFINITY };
  for (const penalty of cell.penalties) {
    const { pseudoNll } = await fitIsing(cell, { x: train, validation, penalty, ...common });
    if (pseudoNll < best.pseudoNll) best = { penalty, pseudoNll };
  }
  return best.penalty;
}

function judged(couplings: { readonly learned: Couplings; readonly actual: Couplings }): Metrics {
  const { learned, actual } = couplings;
  const rmse = rootMeanSquaredError({ predicted: learned.data, actual: actual.data });
  const edges = [...actual.data.keys()].filter((i) => actual.data[i] !== 0);
  const sum = edges.reduce((sum, i) => sum + learned.data[i]!, 0);
  return { rmse, ...edgeRecovery(couplings), meanOfEdges: sum / edges.length };
}
