import { type Key, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { bernoulliLoss } from "../members/bernoulli-loss.js";
import { encodeInputs } from "../members/encode-inputs.js";
import { fitInputs } from "../members/fit-inputs.js";
import { fitLinear } from "../members/fit-linear.js";
import { fitNetworks } from "../members/fit-networks.js";
import { neighborMeans } from "../members/neighbor-means.js";
import { crossFitForest } from "../trees/cross-fit-forest.js";
import { fitForest } from "../trees/fit-forest.js";
import { treeColumns } from "../trees/tree-columns.js";
import type { LabelMember } from "./label-member.js";
import { meanOf, multilabelLosses } from "./multilabel-losses.js";
import type { LabelSetsPlan } from "./plan-label-sets.js";
import { smoothedLogits } from "./smoothed-logits.js";

/** A member, and its logits for rows that it did not learn from. */
export interface FittedMember {
  readonly member: LabelMember;
  /** Shape [rows, labels]. */
  readonly outOfFold: Matrix;
}

export interface FitLabelMembersInputs {
  readonly x: Matrix;
  /** 0, 1, or NaN where unknown. */
  readonly y: Matrix;
  /** Shape [labels]. */
  readonly frequencies: Float32Array;
  readonly folds: Int32Array;
  readonly groups: Int32Array;
  readonly plan: LabelSetsPlan;
  readonly key: Key;
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The largest number of values in all leaves of a forest, 32 MB: leaves of several rows meet it, and
 * exported files stay small.
 */
const MOST_VALUES = 2 ** 23;

/** Fits the members of a plan, one at a time. */
export async function* fitLabelMembers(
  inputs: FitLabelMembersInputs,
): AsyncGenerator<FittedMember> {
  const { x, y, frequencies, folds, groups, plan, threads, signal } = inputs;
  const [forForest, forExtra, forNetworks] = split(inputs.key, 3);
  const labels = y.shape[1];
  const filled = {
    data: y.data.map((value, i) => (Number.isNaN(value) ? frequencies[i % labels]! : value)),
    shape: y.shape,
  };
  const known = { data: y.data.map((v) => (Number.isNaN(v) ? -1 : v)), shape: y.shape };
  const bias = frequencies.map((p) => Math.log(p / (1 - p)));
  const likelihood = { y: known, folds, rowLoss: bernoulliLoss, bias, threads, signal };
  const plain = fitInputs(x, { bins: 0 });
  const encoded = encodeInputs(x, plain);

  if (plan.logistic) {
    const inputs = fitInputs(x, { bins: 0, standardized: true });
    const options = { x: encodeInputs(x, inputs), ...likelihood, ...plan.logistic };
    const { linear, outOfFold } = await fitLinear(options);
    yield { member: { kind: "logistic", inputs, linear }, outOfFold };
  }
  const columns = plan.forest || plan.extraTrees ? treeColumns(x) : undefined;
  if (plan.forest && columns) {
    const options = {
      x,
      y: filled,
      columns,
      groups,
      key: forForest,
      signal,
      maxValues: MOST_VALUES,
    };
    const { forest, outOfBag } = await fitForest({ ...options, ...plan.forest, kind: "forest" });
    const { share, logits } = smoothest([outOfBag], y, frequencies);
    const smoothing = { share, frequencies };
    yield { member: { kind: "forest", forest, smoothing }, outOfFold: logits };
  }
  if (plan.extraTrees && columns) {
    const trees = Math.ceil(plan.extraTrees.trees / plan.folds);
    const shared = { x, y: filled, columns, folds, trees, key: forExtra, signal };
    const options = { ...shared, maxValues: MOST_VALUES };
    const { forest, outOfFold } = await crossFitForest({ ...options, kind: "extra" });
    const { share, logits } = smoothest([outOfFold], y, frequencies);
    const smoothing = { share, frequencies };
    yield { member: { kind: "extra trees", forest, smoothing }, outOfFold: logits };
  }
  const counts = [5, 10, 20, 40].filter((count) => count < x.shape[0]);
  if (plan.neighbors && counts.length > 0) {
    const means = await neighborMeans({ x: encoded, y: filled, groups, counts, signal });
    const { share, logits, index } = smoothest(means, y, frequencies);
    const smoothing = { share, frequencies };
    const rows = { inputs: plain, x: encoded, y: filled, count: counts[index]! };
    yield { member: { kind: "neighbors", ...rows, smoothing }, outOfFold: logits };
  }
  if (plan.networks) {
    const binned = fitInputs(x);
    const { params, outOfFold } = await fitNetworks({
      x: encodeInputs(x, binned),
      key: forNetworks,
      ...likelihood,
      ...plan.networks,
    });
    yield { member: { kind: "networks", inputs: binned, params }, outOfFold };
  }
}

/** The probabilities, and the share of label frequencies in them, of the least loss. */
function smoothest(candidates: readonly Matrix[], y: Matrix, frequencies: Float32Array) {
  let best: { share: number; index: number; logits: Matrix; loss: number } | undefined;
  for (const [index, p] of candidates.entries()) {
    for (const share of [0.003, 0.01, 0.03, 0.1, 0.3]) {
      const logits = smoothedLogits(p, { share, frequencies });
      const loss = meanOf(multilabelLosses(logits, y));
      if (!best || loss < best.loss) best = { share, index, logits, loss };
    }
  }
  return best!;
}
