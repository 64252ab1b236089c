import { logSumExp } from "@ebm/core/float64";
import { type BitRows, weightedMean } from "./bit-rows.js";
import type { BitsBaseParams } from "./bits-params.js";
import { fitBitsStack } from "./bits-stack.js";

export interface FittedBitsBase {
  /** The stack of all bases whose weight is not negligible. */
  readonly params: BitsBaseParams;
  /** Mean negative log-likelihood of validation rows under each base, and under the stack as `base`. */
  readonly nll: Readonly<Record<string, number>>;
  /** All bases that were fitted, by name. */
  readonly candidates: Readonly<Record<string, BitsBaseParams>>;
  /** The weight of each base in the stack. */
  readonly weights: Readonly<Record<string, number>>;
}

/** A base with its fits, one or more for each fold, whose mean it is. */
export interface BitsCandidate {
  readonly name: string;
  readonly fits: readonly BitsBaseParams[];
  /** log q of the rows that weigh the bases, by a fit that did not see them. Shape [rows]. */
  readonly logProbs: Float64Array;
}

/** Bases with a smaller weight are left out of the stack. */
const NEGLIGIBLE = 0.005;

/** Finds the stack of bases under which rows are most likely. */
export function stackBits(
  candidates: readonly BitsCandidate[],
  weighing: Pick<BitRows, "weights" | "total">,
): FittedBitsBase {
  const logProbs = candidates.map((it) => it.logProbs);
  const all = fitBitsStack(logProbs, weighing);
  // the trees of the stack propose values of missing entries, so there is always one of them
  const mixtures = [...all.keys()].filter((b) => candidates[b]!.fits[0]!.kind === "trees");
  const proposal = mixtures.reduce((a, b) => (all[b]! > all[a]! ? b : a));
  const chosen = [...all.keys()].filter((b) => all[b]! >= NEGLIGIBLE || b === proposal);
  const total = chosen.reduce((sum, b) => sum + all[b]!, 0);
  const weights = chosen.map((b) => all[b]! / total);
  const stacked = logProbs[0]!.map((_, row) =>
    logSumExp(chosen.map((b, i) => logProbs[b]![row]! + Math.log(weights[i]!))),
  );
  const nlls = candidates.map((it) => [it.name, -weightedMean(weighing, it.logProbs)] as const);
  return {
    params: {
      kind: "stack",
      bases: chosen.flatMap((b) => candidates[b]!.fits),
      weights: chosen.flatMap((b, i) => {
        const { fits } = candidates[b]!;
        return fits.map(() => weights[i]! / fits.length);
      }),
    },
    nll: { ...Object.fromEntries(nlls), base: -weightedMean(weighing, stacked) },
    candidates: Object.fromEntries(candidates.map(({ name, fits }) => [name, meanOf(fits)])),
    weights: Object.fromEntries(chosen.map((b, i) => [candidates[b]!.name, weights[i]!])),
  };
}

function meanOf(fits: readonly BitsBaseParams[]): BitsBaseParams {
  if (fits.length === 1) return fits[0]!;
  return { kind: "stack", bases: fits, weights: fits.map(() => 1 / fits.length) };
}
