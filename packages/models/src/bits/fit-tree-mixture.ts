import { type Key, uniform } from "@ebm/core";
import { logSumExp } from "@ebm/core/float64";
import { pause } from "../members/pause.js";
import { type BitRows, weightedMean } from "./bit-rows.js";
import { chowLiuTree } from "./chow-liu-tree.js";
import { frequenciesOf } from "./frequencies-of.js";
import { componentLogProbs, treeMixture } from "./tree-mixture.js";
import type { TreeMixtureParams } from "./tree-mixture-params.js";

export interface FitTreeMixtureInputs {
  readonly train: BitRows;
  /** Rows that end the training. */
  readonly validation: BitRows;
  /** Number of components; 1 is a Chow–Liu tree. */
  readonly components: number;
  /** Whether bits depend on a parent. Without, it is a mixture of Bernoulli distributions. */
  readonly edges: boolean;
  /** Weight, in rows, of the distribution of all rows in each component. Default: 1. */
  readonly smoothing?: number;
  /** Largest number of steps of EM. Default: 60. */
  readonly iterations?: number;
  readonly key: Key;
  readonly signal?: AbortSignal | undefined;
}

/** Responsibilities below this one are left out. */
const NEGLIGIBLE = 1e-4;

/**
 * Fits a mixture of trees by EM, and returns the step under which validation rows are most likely.
 * It starts from rows that are assigned to components at random, near random centers.
 */
export async function fitTreeMixture(inputs: FitTreeMixtureInputs): Promise<TreeMixtureParams> {
  const { train, validation, components, iterations = 60, signal } = inputs;
  let responsibilities = startOf(inputs);
  let best: TreeMixtureParams | undefined;
  let [bestLoss, since] = [Infinity, 0];
  for (let step = 0; step < (components === 1 ? 1 : iterations) && since < 3; step++) {
    await pause(signal);
    const params = await maximize(responsibilities, inputs);
    const loss = -weightedMean(validation, treeMixture(params).logProb(validation));
    since++;
    if (loss < bestLoss - 1e-3) since = 0;
    if (loss < bestLoss) [best, bestLoss] = [params, loss];
    responsibilities = normalized(componentLogProbs(params, train), components);
  }
  return best!;
}

/** The first responsibilities: softened distances to rows chosen at random. Shape [rows, components]. */
function startOf({ train, components, key }: FitTreeMixtureInputs): Float64Array {
  const { rows, starts, ones } = train;
  const scores = new Float64Array(rows * components);
  const centers = Array.from(uniform(key, components), (u) => Math.floor(u * rows));
  const bits = new Uint8Array(train.columns.width);
  for (const [k, center] of centers.entries()) {
    bits.fill(0);
    for (let i = starts[center]!; i < starts[center + 1]!; i++) bits[ones[i]!] = 1;
    const size = starts[center + 1]! - starts[center]!;
    for (let row = 0; row < rows; row++) {
      let common = 0;
      for (let i = starts[row]!; i < starts[row + 1]!; i++) common += bits[ones[i]!]!;
      const distance = size + starts[row + 1]! - starts[row]! - 2 * common;
      scores[row * components + k] = -distance / 2;
    }
  }
  return normalized(scores, components);
}

/** exp of each row less its log-sum. */
function normalized(scores: Float64Array, components: number): Float64Array {
  for (let from = 0; from < scores.length; from += components) {
    const own = scores.subarray(from, from + components);
    const total = logSumExp(own);
    for (let k = 0; k < components; k++) own[k] = Math.exp(own[k]! - total);
  }
  return scores;
}

/** The trees that maximize the expected log-likelihood. */
async function maximize(
  responsibilities: Float64Array,
  { train, components, edges, smoothing = 1, signal }: FitTreeMixtureInputs,
): Promise<TreeMixtureParams> {
  const { columns, rows, starts, ones, weights } = train;
  const { dim, width, largest } = columns;
  const frequencies = frequenciesOf(train);
  const logWeights = new Float64Array(components);
  const [orders, parents] = [new Int32Array(components * dim), new Int32Array(components * dim)];
  const size = dim * largest * largest;
  const logProbs = new Float64Array(components * size);
  for (let k = 0; k < components; k++) {
    if (edges && k % 8 === 7) await pause(signal);
    const counts = new Float64Array(width * width);
    let mass = 0;
    for (let row = 0; row < rows; row++) {
      const responsibility = responsibilities[row * components + k]!;
      if (responsibility < NEGLIGIBLE) continue;
      const weight = weights[row]! * responsibility;
      mass += weight;
      for (let i = starts[row]!; i < starts[row + 1]!; i++) {
        const from = ones[i]! * width;
        if (edges) for (let j = starts[row]!; j <= i; j++) counts[from + ones[j]!]! += weight;
        else counts[from + ones[i]!]! += weight;
      }
    }
    logWeights[k] = Math.log(mass + smoothing);
    const tree = chowLiuTree({ columns, counts, mass, frequencies, smoothing, edges });
    orders.set(tree.order, k * dim);
    parents.set(tree.parents, k * dim);
    logProbs.set(tree.logProbs, k * size);
  }
  const norm = logSumExp(logWeights);
  return {
    levels: columns.levels,
    logWeights: logWeights.map((log) => log - norm),
    orders,
    parents,
    logProbs,
  };
}
