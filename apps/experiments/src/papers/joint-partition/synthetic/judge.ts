import type { StructuredModel } from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";
import { expectedF1 } from "./expected-f1.js";
import { logProbs } from "./log-probs.js";
import type { SyntheticTask } from "./synthetic-task.js";

/** Metrics of a distribution of the labels under the true one, over the test rows. */
export type Judgement = {
  /** −E log p(y|x), y from the truth: its entropy, and what the model adds to it. */
  readonly nll: number;
  /** The latter: KL(truth ‖ model). */
  readonly excess: number;
  /** 100 × how likely the mode of the model is all right. */
  readonly subsetAccuracy: number;
  /** 100 × the expected F1 of the set that has the largest under the model. */
  readonly f1: number;
};

/** The mean over test rows, by sums over all labelings of each: no y is drawn. */
export function judge(
  task: SyntheticTask,
  /** log p(y|x) of a row under the model, or the truth itself. */
  logProbsOf: (row: number) => Float64Array,
): Judgement {
  const rows = task.test.shape[0];
  let [nll, entropy, right, f1] = [0, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const truth = task.truth(row);
    const logs = logProbsOf(row);
    let mode = 0;
    for (let y = 0; y < truth.length; y++) {
      if (logs[y]! > logs[mode]!) mode = y;
      const p = truth[y]!;
      if (p === 0) continue;
      nll -= p * logs[y]!;
      entropy -= p * Math.log(p);
    }
    right += truth[mode]!;
    f1 += expectedF1(truth, task.labels).of(expectedF1(logs.map(Math.exp), task.labels).best());
  }
  return {
    nll: nll / rows,
    excess: (nll - entropy) / rows,
    subsetAccuracy: (100 * right) / rows,
    f1: (100 * f1) / rows,
  };
}

export interface LearnedInputs {
  readonly task: SyntheticTask;
  readonly experiment: StructuredModel;
  /** The scores of the test rows. Shape [rows, scores]. */
  readonly scores: Float32Array;
}

/** The same of learned scores, with the exact log-partitions, prior inside, and what inference finds. */
export function judgeScores({ task, experiment, scores }: LearnedInputs): Judgement & {
  readonly logPartitions: Float64Array;
  /** 100 × how often `argmax` finds the mode. */
  readonly modesFound: number;
} {
  const { scores: width, structure, energies, argmax } = experiment;
  const rows = task.test.shape[0];
  const { dim, logSize } = structure;
  const found = tf.tidy(() => argmax(tf.tensor2d(scores, [rows, width])).dataSync());
  const logPartitions = new Float64Array(rows);
  let modes = 0;
  const judgement = judge(task, (row) => {
    const logs = energies(scores.subarray(row * width, (row + 1) * width));
    logPartitions[row] = logProbs(logs) - logSize;
    let at = 0;
    for (let i = 0; i < dim; i++) at += found[row * dim + i]! * 2 ** i;
    // of equals, either will do
    if (logs.every((log) => log <= logs[at]! + 1e-9)) modes++;
    return logs;
  });
  return { ...judgement, logPartitions, modesFound: (100 * modes) / rows };
}
