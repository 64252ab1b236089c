import type { Matrix } from "@ebm/datasets";
import type { Checkpoint } from "@ebm/engine";
import { encodeInputs } from "../members/encode-inputs.js";
import type { Inputs } from "../members/fit-inputs.js";
import type { Linear } from "../members/fit-ridge.js";
import { linearScores } from "../members/linear-scores.js";
import { neighborMeans } from "../members/neighbor-means.js";
import { predictNetworks } from "../members/predict-networks.js";
import { type Forest, predictForest } from "../trees/forest.js";

/** A model that scores labels given x, as plain data. Larger scores come first. */
export type RankingMember =
  | { readonly kind: "networks"; readonly inputs: Inputs; readonly params: Checkpoint["params"] }
  | {
      readonly kind: "extra trees" | "extra trees, leaves of 5" | "forest";
      /** As many trees for each fold, fold after fold. */
      readonly forest: Forest;
    }
  | {
      readonly kind: "neighbors";
      readonly inputs: Inputs;
      readonly x: Matrix;
      readonly ranks: Matrix;
      readonly count: number;
    }
  | { readonly kind: "linear" | "ridge"; readonly inputs: Inputs; readonly linear: Linear };

/**
 * Scores rows by the parts of a member that learned without each fold. Other members than
 * networks and trees are the same for all folds.
 *
 * @returns A matrix [rows, labels] for each fold.
 */
export async function memberScores(
  member: RankingMember,
  x: Matrix,
  folds: number,
): Promise<readonly Matrix[]> {
  const same = (scores: Matrix): Matrix[] => Array<Matrix>(folds).fill(scores);
  switch (member.kind) {
    case "networks":
      return predictNetworks(member.params, encodeInputs(x, member.inputs));
    case "neighbors": {
      const queries = encodeInputs(x, member.inputs);
      const rows = { x: member.x, y: member.ranks, counts: [member.count] };
      const [ranks] = await neighborMeans({ ...rows, queries });
      return same(negated(ranks!));
    }
    case "linear":
      return same(await linearScores(member.linear, encodeInputs(x, member.inputs)));
    case "ridge":
      return same(negated(await linearScores(member.linear, encodeInputs(x, member.inputs))));
    default: {
      const { roots } = member.forest;
      const trees = roots.length / folds;
      return Array.from({ length: folds }, (_, fold) => {
        const own = roots.subarray(fold * trees, (fold + 1) * trees);
        return negated(predictForest({ ...member.forest, roots: own }, x));
      });
    }
  }
}

/** Scores of ranks: their negatives. */
export function negated({ data, shape }: Matrix): Matrix {
  return { data: data.map((value) => -value), shape };
}
