import { foldIn, type Key, uniform } from "@ebm/core";
import { logSumExp } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import { bitRows } from "./bit-rows.js";
import { treeMixture } from "./tree-mixture.js";
import type { TreeMixtureParams } from "./tree-mixture-params.js";
import { treePosterior } from "./tree-posterior.js";

/**
 * Rows with missing entries as weighted complete rows: p(what is known) = Σ w p(completion). The
 * completions of row r are those from `starts[r]` to before `starts[r + 1]`.
 */
export interface Completions {
  /** Shape [completions, dim]. */
  readonly values: Matrix;
  readonly starts: Int32Array;
  /** log w: 0 where the completions of a row are all there are. Shape [completions]. */
  readonly logWeights: Float64Array;
  /** Whether the completions of each row are samples. Shape [rows]. */
  readonly isSampled: readonly boolean[];
}

export interface CompletionsOptions {
  /** The number of samples of a row that has more completions than this. */
  readonly samples: number;
  /** A row with at most this many completions gets all of them. */
  readonly most: number;
  readonly key: Key;
}

/**
 * Lists all completions of rows that have few, and draws those of the others from a mixture of
 * trees, given what is known.
 */
export function completionsOf(
  rows: Matrix,
  trees: TreeMixtureParams,
  { samples, most, key }: CompletionsOptions,
): Completions {
  const [count, dim] = rows.shape;
  const parts: Float32Array[] = [];
  const [starts, isSampled] = [new Int32Array(count + 1), [] as boolean[]];
  /** log p of what is known, for rows with samples. */
  const known = new Float64Array(count);
  for (let r = 0; r < count; r++) {
    const row = rows.data.subarray(r * dim, (r + 1) * dim);
    const missing = Array.from(row.keys()).filter((j) => Number.isNaN(row[j]!));
    const total = missing.reduce((product, j) => product * trees.levels[j]!, 1);
    isSampled.push(total > most);
    if (total <= most) parts.push(allOf(row, missing, { total, levels: trees.levels }));
    else {
      const posterior = treePosterior(trees, row);
      known[r] = posterior.logProb;
      const own = new Float32Array(samples * dim);
      const uniforms = uniform(foldIn(key, r), samples * (dim + 1));
      for (let s = 0; s < samples; s++) {
        const noise = uniforms.subarray(s * (dim + 1), (s + 1) * (dim + 1));
        posterior.sample(noise, own.subarray(s * dim, (s + 1) * dim));
      }
      parts.push(own);
    }
    starts[r + 1] = starts[r]! + parts[r]!.length / dim;
  }
  const data = new Float32Array(starts[count]! * dim);
  for (const [r, part] of parts.entries()) data.set(part, starts[r]! * dim);
  const values = { data, shape: [starts[count]!, dim] as const };
  const logWeights = new Float64Array(starts[count]!);
  if (isSampled.includes(true)) {
    const packed = bitRows("completions", values, trees.levels);
    const joint = treeMixture(trees).logProb(packed);
    for (let r = 0; r < count; r++) {
      if (!isSampled[r]) continue;
      for (let i = starts[r]!; i < starts[r + 1]!; i++) {
        logWeights[i] = known[r]! - joint[packed.indices[i]!]! - Math.log(samples);
      }
    }
  }
  return { values, starts, logWeights, isSampled };
}

/** All completions of a row: the values of its missing columns count up, the first one fastest. */
function allOf(
  row: Float32Array,
  missing: readonly number[],
  { total, levels }: { readonly total: number; readonly levels: Int32Array },
): Float32Array {
  const out = new Float32Array(total * row.length);
  for (let i = 0; i < total; i++) {
    const own = out.subarray(i * row.length, (i + 1) * row.length);
    own.set(row);
    let rest = i;
    for (const j of missing) {
      own[j] = rest % levels[j]!;
      rest = Math.floor(rest / levels[j]!);
    }
  }
  return out;
}

/** log p of what is known of each row, from log p of its completions. Shape [rows]. */
export function knownLogProbs(
  { starts, logWeights }: Completions,
  logProb: ArrayLike<number>,
): Float64Array {
  const terms = Float64Array.from(logWeights, (weight, i) => weight + logProb[i]!);
  return Float64Array.from({ length: starts.length - 1 }, (_, r) =>
    logSumExp(terms.subarray(starts[r]!, starts[r + 1]!)),
  );
}
