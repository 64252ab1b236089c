import { split, uniform } from "@ebm/core";
import { logSumExp } from "@ebm/core/float64";
import type { BitRows } from "./bit-rows.js";
import type { BitsBase } from "./bits-base.js";
import type { TreeMixtureParams } from "./tree-mixture-params.js";

/**
 * A mixture of trees: in each component, a bit depends on one other bit at most,
 *
 *   p(y) = Σₖ πₖ Πⱼ pₖ(yⱼ | y of the parent of j in k).
 *
 * One component is a Chow–Liu tree. Without parents it is a mixture of Bernoulli distributions.
 *
 * Reference: Meilă, Jordan. Learning with Mixtures of Trees. JMLR 2000.
 */
export function treeMixture(params: TreeMixtureParams): BitsBase {
  const { logWeights, orders, parents, logits } = params;
  const components = logWeights.length;
  const dim = orders.length / components;
  return {
    dim,
    logProb(rows) {
      const joint = componentLogProbs(params, rows);
      return Float64Array.from({ length: rows.rows }, (_, row) =>
        logSumExp(joint.subarray(row * components, (row + 1) * components)),
      );
    },
    sample(count, key) {
      const [componentKey, bitKey] = split(key, 2);
      const chosen = uniform(componentKey, count);
      const uniforms = uniform(bitKey, count * dim);
      const out = new Float32Array(count * dim);
      for (let row = 0; row < count; row++) {
        const component = pick(logWeights, chosen[row]!);
        for (let i = component * dim; i < (component + 1) * dim; i++) {
          const j = orders[i]!;
          const parent = parents[component * dim + j]!;
          const branch = parent < 0 ? 0 : out[row * dim + parent]!;
          const logit = logits[2 * (component * dim + j) + branch]!;
          if (uniforms[row * dim + j]! * (1 + Math.exp(-logit)) < 1) out[row * dim + j] = 1;
        }
      }
      return out;
    },
  };
}

/**
 * Computes log πₖ + log pₖ(y). The log-probability of a tree is linear in the bits and in the
 * products of bits with their parents, so only ones cost time.
 *
 * @returns Shape [rows, components].
 */
export function componentLogProbs(
  { logWeights, parents, logits }: TreeMixtureParams,
  { rows, dim, starts, ones }: BitRows,
): Float64Array {
  const components = logWeights.length;
  const [constants, linear, products] = [
    Float64Array.from(logWeights),
    new Float64Array(components * dim),
    new Float64Array(components * dim),
  ];
  for (let i = 0; i < parents.length; i++) {
    const component = Math.floor(i / dim);
    const [first, second] = [logits[2 * i]!, logits[2 * i + 1]!];
    constants[component]! -= softplus(first);
    linear[i]! += first;
    if (parents[i]! < 0) continue;
    linear[component * dim + parents[i]!]! += softplus(first) - softplus(second);
    products[i] = second - first;
  }
  const out = new Float64Array(rows * components);
  const bits = new Uint8Array(dim);
  for (let row = 0; row < rows; row++) {
    const own = ones.subarray(starts[row]!, starts[row + 1]!);
    for (const j of own) bits[j] = 1;
    for (let component = 0; component < components; component++) {
      const from = component * dim;
      let sum = constants[component]!;
      for (let i = 0; i < own.length; i++) {
        const at = from + own[i]!;
        sum += linear[at]!;
        if (parents[at]! >= 0 && bits[parents[at]!] === 1) sum += products[at]!;
      }
      out[row * components + component] = sum;
    }
    for (const j of own) bits[j] = 0;
  }
  return out;
}

/** The first index whose cumulative probability exceeds u. */
function pick(logWeights: Float64Array, u: number): number {
  let rest = u;
  for (let i = 0; i < logWeights.length - 1; i++) {
    rest -= Math.exp(logWeights[i]!);
    if (rest < 0) return i;
  }
  return logWeights.length - 1;
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
