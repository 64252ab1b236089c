import type { StructuredModel } from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";
import { expectedF1 } from "./expected-f1.js";
import { logProbs } from "./log-probs.js";
import type { SyntheticTask } from "./synthetic-task.js";

/** Metrics of a distribution of the labels under the true one, over the test rows. */
export type Judgement = {
  /** −E log p(y|x) for y from the true distribution: its entropy plus `kl`. */
  readonly nll: number;
  /** KL(truth ‖ model). */
  readonly excess: number;
  /** 100 × the probability that the mode of the model is entirely right. */
  readonly subsetAccuracy: number;
  /** 100 × the expected F1 of the set whose expected F1 under the model is largest. */
  readonly f1: number;
};

/** Computes means over test rows, by sums over all labelings of each row. Nothing is sampled. */
export function judge(
  task: SyntheticTask,
  /** Returns log p(y|x) of a row for all y, under the model or the truth. */
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

/**
 * Judges learned scores by their exact log-partitions under the prior, and checks the results of
 * `argmax`.
 */
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
    let index = 0;
    for (let i = 0; i < dim; i++) index += found[row * dim + i]! * 2 ** i;
    // among equals, any is right
    if (logs.every((log) => log <= logs[index]! + 1e-9)) modes++;
    return logs;
  });
  return { ...judgement, logPartitions, modesFound: (100 * modes) / rows };
}
