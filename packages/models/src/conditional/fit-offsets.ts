import { type Key, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import * as tf from "@tensorflow/tfjs-core";
import { encodeInputs } from "../members/encode-inputs.js";
import { fitInputs } from "../members/fit-inputs.js";
import { fitRidge } from "../members/fit-ridge.js";
import { fitStack } from "../members/fit-stack.js";
import { stackScores } from "../members/stack-scores.js";
import { crossFitForest } from "../trees/cross-fit-forest.js";
import { treeColumns } from "../trees/tree-columns.js";
import type { OffsetModel } from "./offset-model.js";

export interface FitOffsetsInputs {
  readonly x: Matrix;
  /** Targets after scaling. Shape [rows, targets]. */
  readonly y: Matrix;
  readonly folds: Int32Array;
  readonly key: Key;
  readonly signal?: AbortSignal | undefined;
}

export interface FittedOffsets {
  readonly offsets: OffsetModel;
  /** The guess for each row by models that did not see it. Shape [rows, targets]. */
  readonly outOfFold: Matrix;
}

/** Number of trees of each forest and fold. */
const TREES = 20;

/** Fits extra trees with leaves of 1 and of 5 rows, and a ridge regression, and weighs them. */
export async function fitOffsets(inputs: FitOffsetsInputs): Promise<FittedOffsets> {
  const { x, y, folds, key, signal } = inputs;
  const columns = treeColumns(x);
  const keys = split(key, 2);
  const forests = [];
  for (const [i, minLeaf] of [1, 5].entries()) {
    const options = { x, y, columns, folds, minLeaf, key: keys[i]!, signal, trees: TREES };
    forests.push(await crossFitForest({ ...options, kind: "extra", tries: x.shape[1] }));
  }
  const plain = fitInputs(x, { bins: 0 });
  const { linear, leftOut } = await fitRidge({ x: encodeInputs(x, plain), y, signal });
  const scores = [...forests.map(({ outOfFold }) => outOfFold), leftOut];
  const stack = await fitStack({
    scores,
    y,
    rowLoss: (scores, targets) => tf.sum(tf.squaredDifference(scores, targets), 1),
    signal,
  });
  const { weights, bias } = stack;
  return {
    offsets: {
      forests: forests.map(({ forest }) => forest),
      ridge: { inputs: plain, linear },
      stack: { weights, bias },
    },
    outOfFold: stackScores(stack, scores),
  };
}
