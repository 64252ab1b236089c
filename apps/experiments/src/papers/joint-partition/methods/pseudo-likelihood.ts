import { adjacentSwaps, flips, pseudoLikelihoodLoss } from "@ebm/joint-partition";
import { mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { Experiment } from "../../../experiments/experiment.js";
import type { Method, MethodOptions } from "./method.js";

/** Each observed y beside those of one label flipped, or of two neighbors in the order swapped. */
export function pseudoLikelihood(
  { energy, task, structure }: Experiment,
  { activation }: Pick<MethodOptions, "activation">,
): Method {
  const labels = structure.noiseDim;
  const matrices = structure.dim > labels;
  const neighbors = task === "multilabel" ? flips : matrices ? rowSwaps : adjacentSwaps;
  return {
    networks: [],
    noise: () => ({}),
    loss(params, { x, y }) {
      const scores = mlp(params.scores, x, { activation });
      return pseudoLikelihoodLoss({
        dataEnergy: energy(scores, y),
        neighborEnergy: energy(scores, neighbors(y)),
      });
    },
  };

  /** Permutation matrices with rows r and r + 1 swapped, for each r in turn. */
  function rowSwaps(y: tf.Tensor2D): tf.Tensor3D {
    const rows = Array.from({ length: labels }, (_, row) => row);
    const orders = rows.slice(1).flatMap((lower) => {
      const upper = lower - 1;
      return rows.map((row) => (row === upper ? lower : row === lower ? upper : row));
    });
    const matrix = tf.reshape(y, [-1, labels, labels]);
    const swapped = tf.gather(matrix, tf.tensor1d(orders, "int32"), 1);
    return tf.reshape(swapped, [-1, labels - 1, structure.dim]);
  }
}
