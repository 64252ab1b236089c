import { uniform } from "@ebm/core";
import type { BitsBase } from "./bits-base.js";
import type { BitsChainParams } from "./bits-chain-params.js";
import { chainSums } from "./chain-sums.js";

/**
 * A chain of logistic regressions: each bit depends on the bits before it,
 *
 *   p(y) = Πⱼ σ((2yⱼ − 1) lⱼ),   lⱼ = aⱼ + Σ over i < j of Aᵢⱼ yᵢ.
 *
 * It is also known as a fully visible sigmoid belief network.
 *
 * Reference: Frey, Hinton, Dayan. Does the Wake-sleep Algorithm Produce Good Density Estimators?
 * NeurIPS 1995.
 */
export function bitsChain(params: BitsChainParams): BitsBase {
  const { order, bias, weights } = params;
  const dim = order.length;
  return {
    dim,
    logProb(rows) {
      const out = new Float64Array(rows.rows);
      chainSums(params, rows, (row, loss) => {
        out[row] = -loss;
      });
      return out;
    },
    sample(count, key) {
      const uniforms = uniform(key, count * dim);
      const out = new Float32Array(count * dim);
      const logits = new Float64Array(dim);
      for (let first = 0; first < out.length; first += dim) {
        logits.set(bias);
        for (let j = 0; j < dim; j++) {
          if (uniforms[first + j]! * (1 + Math.exp(-logits[j]!)) >= 1) continue;
          out[first + order[j]!] = 1;
          for (let k = j + 1; k < dim; k++) logits[k]! += weights[j * dim + k]!;
        }
      }
      return out;
    },
  };
}
