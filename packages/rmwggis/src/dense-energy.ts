import { type Changes, checkShapes, type NeighborEnergy } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/**
 * Makes an energy of neighbors from any energy. It writes out each neighbor and evaluates its energy.
 *
 * @param energy E(x). [batch, dim] → [batch].
 */
export function denseEnergy(energy: (x: tf.Tensor2D) => tf.Tensor1D): NeighborEnergy {
  const evaluate = (x: tf.Tensor2D): tf.Tensor1D => {
    const values = energy(x);
    checkShapes("denseEnergy", { energy: [values, `${x.shape[0]}`] });
    return values;
  };
  return {
    energy: evaluate,
    logRatios(x, changes) {
      const { batch, samples, dim } = checkShapes("denseEnergy", {
        x: [x, "batch dim"],
        deltas: [changes.deltas, "batch samples width"],
      });
      const neighbors = tf.add(tf.expandDims(x, 1), writtenOut(changes, dim));
      const energies = evaluate(tf.reshape(neighbors, [batch * samples, dim]));
      return tf.sub(tf.expandDims(evaluate(x), 1), tf.reshape(energies, [batch, samples]));
    },
  };
}

/** Returns the changes of all entries. Shape [batch, samples, dim]. */
function writtenOut({ columns, deltas }: Changes, dim: number): tf.Tensor3D {
  if (!columns) return tf.mul(deltas, tf.eye(dim));
  return tf.sum(tf.mul(tf.expandDims(deltas, 3), tf.oneHot(columns, dim)), 2);
}
