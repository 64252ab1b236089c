import type { Matrix } from "@ebm/datasets";
import { exactLogPartitions, jointLosses, type StructuredModel } from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";

/** The outputs of a model for rows of x, including the likeliest ŷ of each row. */
export interface LearnedRows {
  /** Shape [rows, scores]. */
  readonly scores: Matrix;
  /** E(x, ŷ). Shape [rows]. */
  readonly energy: Float32Array;
  /**
   * The energy gap to the best neighbor of ŷ: one label flipped, or two adjacent labels swapped.
   * Shape [rows].
   */
  readonly margin: Float32Array;
  /** log Z(x) under the prior: exact, as trained with the energy, and refitted. Shape [rows]. */
  readonly exact: Float64Array;
  readonly joint: Float32Array;
  readonly refit: Float32Array;
}

/** Predicts rows from their scores, with sums over all y. */
export function learnedRows(
  learned: Pick<LearnedRows, "scores" | "joint" | "refit">,
  experiment: StructuredModel,
): LearnedRows {
  const { energy, argmax } = experiment;
  const { data, shape } = learned.scores;
  const [best, margin] = tf.tidy(() => {
    const scores = tf.tensor2d(data, [...shape]);
    const y = argmax(scores);
    const best = energy(scores, y);
    const neighbors = energy(scores, experiment.neighbors(y));
    const margin = tf.sub(tf.min(neighbors, 1), best);
    return [best.dataSync() as Float32Array, margin.dataSync() as Float32Array] as const;
  });
  // undefined only beyond 2²⁰ members without a closed form, which no cell has
  const exact = exactLogPartitions(data, { model: experiment, loss: jointLosses.logistic })!;
  return { ...learned, energy: best, margin, exact };
}
