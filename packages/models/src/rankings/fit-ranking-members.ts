import { type Key, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { encodeInputs } from "../members/encode-inputs.js";
import { fitInputs } from "../members/fit-inputs.js";
import { fitLinear } from "../members/fit-linear.js";
import { fitNetworks } from "../members/fit-networks.js";
import { fitRidge } from "../members/fit-ridge.js";
import { neighborMeans } from "../members/neighbor-means.js";
import { crossFitForest } from "../trees/cross-fit-forest.js";
import { treeColumns } from "../trees/tree-columns.js";
import { plackettLuceLoss } from "./plackett-luce-loss.js";
import { MOST_TRIES, type RankingsPlan } from "./plan-rankings.js";
import { rankVectors } from "./rank-vectors.js";
import { negated, type RankingMember } from "./ranking-member.js";

/** A member, and its scores for rows that it did not learn from. */
export interface FittedRankingMember {
  readonly member: RankingMember;
  /** Shape [rows, labels]. */
  readonly outOfFold: Matrix;
}

export interface FitRankingMembersInputs {
  readonly x: Matrix;
  /** Places from 0; −1 for labels that a row does not rank. Shape [rows, labels]. */
  readonly places: Matrix;
  /** Utilities that do not depend on x. Shape [labels]. */
  readonly bias: Float32Array;
  readonly folds: Int32Array;
  readonly groups: Int32Array;
  readonly plan: RankingsPlan;
  readonly key: Key;
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
}

/** Number of neighbors. */
const NEIGHBORS = 10;

/**
 * Fits networks and linear utilities by the likelihood of the orders; trees, neighbors and ridge
 * regress the ranks.
 * Each member is yielded when it is done.
 */
export async function* fitRankingMembers(
  inputs: FitRankingMembersInputs,
): AsyncGenerator<FittedRankingMember> {
  const { x, places, bias, folds, groups, plan, threads, signal } = inputs;
  const isPlanned = (kind: RankingMember["kind"]): boolean => plan.members.includes(kind);
  const [forNetworks, ...forTrees] = split(inputs.key, 4);
  const ranks = rankVectors(places);
  const plain = fitInputs(x, { bins: 0 });
  const scaled = encodeInputs(x, plain);

  const likelihood = { y: places, rowLoss: plackettLuceLoss, bias, threads, signal };
  if (isPlanned("networks")) {
    const inputs = fitInputs(x);
    const options = { x: encodeInputs(x, inputs), folds, epochs: plan.epochs, ...likelihood };
    const { params, outOfFold } = await fitNetworks({ ...options, key: forNetworks });
    yield { member: { kind: "networks", inputs, params }, outOfFold };
  }

  if (isPlanned("linear")) {
    const inputs = fitInputs(x, { bins: 0, standardized: true });
    const merged = folds.map((fold) => fold % plan.linear.folds);
    const { penalties, iterations } = plan.linear;
    const options = { x: encodeInputs(x, inputs), folds: merged, penalties, iterations };
    const { linear, outOfFold } = await fitLinear({ ...options, ...likelihood });
    yield { member: { kind: "linear", inputs, linear }, outOfFold };
  }

  const columns = treeColumns(x);
  const shapes = [
    { kind: "extra trees", trees: { kind: "extra", minLeaf: 1 } },
    { kind: "extra trees, leaves of 5", trees: { kind: "extra", minLeaf: 5 } },
    { kind: "forest", trees: { kind: "forest", minLeaf: 3 } },
  ] as const;
  for (const [i, { kind, trees }] of shapes.entries()) {
    if (!isPlanned(kind)) continue;
    const tries = Math.min(MOST_TRIES, x.shape[1]);
    const shared = { x, y: ranks, columns, folds, tries, trees: plan.trees, signal };
    const { forest, outOfFold } = await crossFitForest({
      ...shared,
      ...trees,
      key: forTrees[i]!,
    });
    yield { member: { kind, forest }, outOfFold: negated(outOfFold) };
  }

  if (isPlanned("neighbors")) {
    const count = Math.min(NEIGHBORS, x.shape[0] - 1);
    const [means] = await neighborMeans({ x: scaled, y: ranks, groups, counts: [count], signal });
    const member = { kind: "neighbors", inputs: plain, x: scaled, ranks, count } as const;
    yield { member, outOfFold: negated(means!) };
  }

  if (isPlanned("ridge")) {
    const { linear, leftOut } = await fitRidge({ x: scaled, y: ranks, signal });
    yield { member: { kind: "ridge", inputs: plain, linear }, outOfFold: negated(leftOut) };
  }
}
