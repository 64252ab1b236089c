import { logSumExp, mean } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import { lbfgs } from "@ebm/optim";
import { pause } from "../members/pause.js";
import { type ChoiceChain, choiceChain, plainChain } from "./choice-chain.js";
import { choiceSums } from "./choice-sums.js";
import type { OrderLattice } from "./order-lattice.js";

export interface FitChoiceChainInputs {
  /** Out-of-fold utilities. Shape [rows, labels]. */
  readonly utilities: Matrix;
  /** The ways to choose labels that agree with each row. */
  readonly lattices: readonly OrderLattice[];
  /** log p of each row without x, and the share of this model in the mixture. Default: none. */
  readonly without?: { readonly logProbs: Float64Array; readonly share: number } | undefined;
  readonly fromLast: boolean;
  /** The fold of each row. */
  readonly folds: Int32Array;
  readonly signal?: AbortSignal | undefined;
}

export interface FittedChoiceChain {
  /** Fitted to all rows. */
  readonly chain: ChoiceChain;
  /** Fitted to the rows of the other folds, for each fold. */
  readonly parts: readonly ChoiceChain[];
  /** λ. */
  readonly penalty: number;
  /** log p(y|x) of each row by the chain that did not see it. Shape [rows]. */
  readonly outOfFold: Float64Array;
}

const PENALTIES = Array.from({ length: 9 }, (_, i) => 10 ** ((1 - i) / 2));

/** Milliseconds of work between pauses. */
const STRETCH = 20;

/**
 * Fits a chain of choices to utilities by its exact likelihood: minimizes
 *
 *   mean over rows of −log p(y|x) + λ/2 (‖A‖² + ‖C‖² + (s − 1)²).
 *
 * λ goes from strong to weak, each started from the one before, until the out-of-fold loss rises
 * twice. The loss is convex if all rows rank all labels.
 */
export async function fitChoiceChain(inputs: FitChoiceChainInputs): Promise<FittedChoiceChain> {
  const { utilities, lattices, fromLast, without, folds, signal } = inputs;
  const labels = utilities.shape[1];
  const sums = choiceSums(labels);
  /** log of the part of the chain in the mixture, and of all of it. */
  const logProb = (chain: ChoiceChain, row: number) => {
    const u = utilities.data.subarray(row * labels, (row + 1) * labels);
    const own = sums.logProb(chain, u, lattices[row]!);
    if (!without) return { own, all: own };
    const part = own + Math.log1p(-without.share);
    return { own: part, all: logSumExp([part, without.logProbs[row]! + Math.log(without.share)]) };
  };
  const center = plainChain(labels);
  let rested = performance.now();
  const fit = async (rows: Int32Array, penalty: number, start: Float64Array) => {
    const valueAndGrad = async (params: Float64Array, grad: Float64Array): Promise<number> => {
      if (performance.now() - rested > STRETCH) {
        await pause(signal);
        rested = performance.now();
      }
      const chain = choiceChain(params, fromLast);
      let loss = 0;
      for (const row of rows) {
        const { own, all } = logProb(chain, row);
        loss -= all / rows.length;
        sums.addGrad(grad, Math.exp(own - all));
      }
      for (let i = 0; i < params.length; i++) {
        const off = params[i]! - center[i]!;
        loss += (penalty / 2) * off ** 2;
        grad[i] = grad[i]! / rows.length + penalty * off;
      }
      return loss;
    };
    const { x } = await lbfgs({ valueAndGrad, start, iterations: 60, relativeDecrease: 1e-5 });
    return x;
  };

  const all = Int32Array.from(folds.keys());
  let whole: Float64Array = center;
  let best: (FittedChoiceChain & { readonly nll: number }) | undefined;
  let worse = 0;
  for (const penalty of PENALTIES) {
    whole = await fit(all, penalty, whole);
    const parts: ChoiceChain[] = [];
    for (let fold = 0; fold <= Math.max(...folds); fold++) {
      const others = all.filter((row) => folds[row] !== fold);
      parts.push(choiceChain(await fit(others, penalty, whole), fromLast));
    }
    const outOfFold = Float64Array.from(all, (row) => logProb(parts[folds[row]!]!, row).all);
    const nll = -mean(outOfFold);
    if (!best || nll < best.nll) {
      best = { chain: choiceChain(whole, fromLast), parts, penalty, outOfFold, nll };
      worse = 0;
    } else if (++worse === 2) break;
  }
  return best!;
}
