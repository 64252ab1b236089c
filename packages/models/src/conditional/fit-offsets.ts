import { type Key, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import { encodeInputs } from "../members/encode-inputs.js";
import { fitInputs } from "../members/fit-inputs.js";
import { fitRidge } from "../members/fit-ridge.js";
import { fitStack, type Stack } from "../members/fit-stack.js";
import { stackScores } from "../members/stack-scores.js";
import { crossFitForest } from "../trees/cross-fit-forest.js";
import { treeColumns } from "../trees/tree-columns.js";
import type { OffsetModel } from "./offset-model.js";
import { fitPlainInputs, type PlainInputs, plainTensor } from "./plain-inputs.js";

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

/** Fits extra trees with leaves of 1 and of 5 rows, and two ridge regressions, and weighs them. */
export async function fitOffsets(inputs: FitOffsetsInputs): Promise<FittedOffsets> {
  const { x, y, folds, key, signal } = inputs;
  const columns = treeColumns(x);
  const keys = split(key, 2);
  const forests = [];
  for (const [i, minLeaf] of [1, 5].entries()) {
    const options = { x, y, columns, folds, minLeaf, key: keys[i]!, signal, trees: TREES };
    forests.push(await crossFitForest({ ...options, kind: "extra", tries: x.shape[1] }));
  }
  const tame = fitInputs(x, { bins: 0 });
  const ridge = await fitRidge({ x: encodeInputs(x, tame), y, signal });
  const range = fitPlainInputs(x);
  const plain = await fitRidge({
    x: await scaledBy(range, x),
    y,
    penalties: [1e-4, 1e-3, 1e-2, 0.1, 1, 10],
    signal,
  });
  const scores = [...forests.map(({ outOfFold }) => outOfFold), ridge.leftOut, plain.leftOut];
  const stack = await fitStack({
    scores,
    y,
    rowLoss: (scores, targets) => tf.sum(tf.squaredDifference(scores, targets), 1),
    signal,
  });
  const { weights, bias } = simpler(scores, y, stack);
  return {
    offsets: {
      forests: forests.map(({ forest }) => forest),
      ridge: { inputs: tame, linear: ridge.linear },
      plain: { inputs: range, linear: plain.linear },
      stack: { weights, bias },
    },
    outOfFold: stackScores({ weights, bias }, scores),
  };
}

/**
 * Returns the best single guess as a stack, unless the stack is better by what its further weights gain
 * by chance: log(rows) / 2 nats for each, as in the Bayesian information criterion.
 */
function simpler(scores: readonly Matrix[], y: Matrix, stack: Stack): Stack {
  const [rows, targets] = y.shape;
  const errors = scores.map((score) => squaredError(score, y));
  const best = errors.indexOf(Math.min(...errors));
  const error = squaredError(stackScores(stack, scores), y);
  const gain = (rows * targets * Math.log(errors[best]! / error)) / 2;
  if (gain > ((scores.length - 1) * Math.log(rows)) / 2) return stack;
  return {
    weights: Float32Array.from(scores, (_, m) => Number(m === best)),
    bias: new Float32Array(targets),
  };
}

function squaredError(guesses: Matrix, y: Matrix): number {
  return y.data.reduce((sum, value, i) => sum + (value - guesses.data[i]!) ** 2, 1e-12);
}

async function scaledBy(inputs: PlainInputs, x: Matrix): Promise<Matrix> {
  const run = compile(({ x }: { x: tf.Tensor2D }) => plainTensor(inputs, x));
  try {
    const { output } = await run({ x });
    return { data: output.data, shape: x.shape };
  } finally {
    await run.dispose();
  }
}
