import { logSumExp } from "@ebm/core/float64";
import { bitColumns } from "./bit-columns.js";
import { pickValue } from "./pick-value.js";
import type { TreeMixtureParams } from "./tree-mixture-params.js";

/** A mixture of trees, given the entries of a row that are known. */
export interface TreePosterior {
  /** log p of the known entries. */
  readonly logProb: number;
  /** Writes a sample of all entries, given the known ones, from dim + 1 uniforms. */
  sample(uniforms: ArrayLike<number>, out: Float32Array): void;
  /** Returns the probability of each value of each column. Shape [dim, largest]. */
  marginals(): Float64Array;
}

/**
 * Sums over the missing entries of a row, exactly: by messages from the leaves of each tree to its
 * root.
 *
 * @param row The values of the columns; NaN where one is missing. Shape [dim].
 */
export function treePosterior(params: TreeMixtureParams, row: ArrayLike<number>): TreePosterior {
  const { levels, logWeights, orders, parents, logProbs } = params;
  const components = logWeights.length;
  const { dim, largest } = bitColumns(levels);
  const square = largest ** 2;
  /** log p(what is known of a column and below it | its value). Shape [components, dim, largest]. */
  const below = new Float64Array(components * dim * largest);
  const joint = Float64Array.from(logWeights);
  const terms = new Float64Array(largest);
  for (let k = 0; k < components; k++) {
    for (let step = dim - 1; step >= 0; step--) {
      const place = k * dim + orders[k * dim + step]!;
      const [j, parent] = [place - k * dim, parents[place]!];
      hide(j, place);
      if (parent < 0) joint[k]! += passed(place, 0);
      else {
        for (let u = 0; u < levels[parent]!; u++) {
          below[(k * dim + parent) * largest + u]! += passed(place, u);
        }
      }
    }
  }
  const logProb = logSumExp(joint);
  const posterior = joint.map((value) => value - logProb);

  /** Rules out the values that a known column does not have. */
  function hide(j: number, place: number): void {
    const value = row[j]!;
    if (Number.isNaN(value)) return;
    for (let v = 0; v < levels[j]!; v++) if (v !== value) below[place * largest + v] = -Infinity;
  }

  /** log p(what is known of a column and below it | the value u of its parent). */
  function passed(place: number, u: number): number {
    for (let v = 0; v < largest; v++) {
      terms[v] = logProbs[place * square + u * largest + v]! + below[place * largest + v]!;
    }
    return logSumExp(terms);
  }

  /** Sets `terms` to log p(v | u, all that is known). */
  function setTerms(place: number, u: number): void {
    const norm = passed(place, u);
    for (let v = 0; v < largest; v++) terms[v]! -= norm;
  }

  return {
    logProb,
    sample(uniforms, out) {
      const k = pickValue(posterior, uniforms[dim]!);
      for (let step = 0; step < dim; step++) {
        const place = k * dim + orders[k * dim + step]!;
        const [j, parent] = [place - k * dim, parents[place]!];
        if (!Number.isNaN(row[j]!)) {
          out[j] = row[j]!;
          continue;
        }
        setTerms(place, parent < 0 ? 0 : out[parent]!);
        out[j] = pickValue(terms, uniforms[j]!, 0, levels[j]!);
      }
    },
    marginals() {
      const out = new Float64Array(dim * largest);
      const own = new Float64Array(dim * largest);
      for (let k = 0; k < components; k++) {
        const weight = Math.exp(posterior[k]!);
        own.fill(0);
        for (let step = 0; step < dim; step++) {
          const place = k * dim + orders[k * dim + step]!;
          const [j, parent] = [place - k * dim, parents[place]!];
          for (let u = 0; u < (parent < 0 ? 1 : levels[parent]!); u++) {
            const given = parent < 0 ? 1 : own[parent * largest + u]!;
            if (given === 0) continue;
            setTerms(place, u);
            for (let v = 0; v < levels[j]!; v++) {
              own[j * largest + v]! += given * Math.exp(terms[v]!);
            }
          }
        }
        for (let i = 0; i < out.length; i++) out[i]! += weight * own[i]!;
      }
      return out;
    },
  };
}
