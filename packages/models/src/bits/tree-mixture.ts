import { split, uniform } from "@ebm/core";
import { logSumExp } from "@ebm/core/float64";
import { bitColumns } from "./bit-columns.js";
import type { BitRows } from "./bit-rows.js";
import type { BitsBase } from "./bits-base.js";
import { pickValue } from "./pick-value.js";
import type { TreeMixtureParams } from "./tree-mixture-params.js";

/**
 * A mixture of trees: in each component, a column depends on one other column at most,
 *
 *   p(y) = Σₖ πₖ Πⱼ pₖ(yⱼ | y of the parent of j in k).
 *
 * One component is a Chow–Liu tree. Without parents it is a mixture of Bernoulli distributions.
 *
 * Reference: Meilă, Jordan. Learning with Mixtures of Trees. JMLR 2000.
 */
export function treeMixture(params: TreeMixtureParams): BitsBase {
  const { levels, logWeights, orders, parents, logProbs } = params;
  const components = logWeights.length;
  const columns = bitColumns(levels);
  const { dim, largest } = columns;
  return {
    columns,
    logProb(rows) {
      const joint = componentLogProbs(params, rows);
      return Float64Array.from({ length: rows.rows }, (_, row) =>
        logSumExp(joint.subarray(row * components, (row + 1) * components)),
      );
    },
    sample(count, key) {
      const [componentKey, columnKey] = split(key, 2);
      const chosen = uniform(componentKey, count);
      const uniforms = uniform(columnKey, count * dim);
      const out = new Float32Array(count * dim);
      for (let row = 0; row < count; row++) {
        const component = pickValue(logWeights, chosen[row]!);
        for (let i = component * dim; i < (component + 1) * dim; i++) {
          const j = orders[i]!;
          const parent = parents[component * dim + j]!;
          const given = parent < 0 ? 0 : out[row * dim + parent]!;
          const start = ((component * dim + j) * largest + given) * largest;
          const end = start + levels[j]!;
          out[row * dim + j] = pickValue(logProbs, uniforms[row * dim + j]!, start, end);
        }
      }
      return out;
    },
  };
}

/**
 * Computes log πₖ + log pₖ(y). It is a sum over the indicators that are 1, given that of a row of
 * zeros, so only these cost time.
 *
 * @returns Shape [rows, components].
 */
export function componentLogProbs(params: TreeMixtureParams, rows: BitRows): Float64Array {
  const { logWeights, parents, logProbs } = params;
  const components = logWeights.length;
  const { starts, ones } = rows;
  const { dim, largest, width, offsets, columnOf } = rows.columns;
  const [constants, linear] = [Float64Array.from(logWeights), new Float64Array(components * width)];
  for (let i = 0; i < parents.length; i++) {
    const [component, parent] = [Math.floor(i / dim), parents[i]!];
    const first = i * largest * largest;
    constants[component]! += logProbs[first]!;
    if (parent < 0) continue;
    // what the value u of the parent adds to a column at 0
    for (let a = offsets[parent]!; a < offsets[parent + 1]!; a++) {
      const u = a - offsets[parent]! + 1;
      linear[component * width + a]! += logProbs[first + u * largest]! - logProbs[first]!;
    }
  }
  const out = new Float64Array(rows.rows * components);
  const values = new Uint16Array(dim);
  for (let row = 0; row < rows.rows; row++) {
    const known = ones.subarray(starts[row]!, starts[row + 1]!);
    for (const a of known) values[columnOf[a]!] = a - offsets[columnOf[a]!]! + 1;
    for (let component = 0; component < components; component++) {
      let sum = constants[component]!;
      for (let i = 0; i < known.length; i++) {
        const a = known[i]!;
        const place = component * dim + columnOf[a]!;
        const parent = parents[place]!;
        const given = parent < 0 ? 0 : values[parent]!;
        const table = (place * largest + given) * largest;
        sum += linear[component * width + a]! + logProbs[table + values[columnOf[a]!]!]!;
        sum -= logProbs[table]!;
      }
      out[row * components + component] = sum;
    }
    for (const a of known) values[columnOf[a]!] = 0;
  }
  return out;
}
