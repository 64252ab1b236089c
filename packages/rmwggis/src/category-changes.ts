import { type Changes, ShapeError, takeAlong } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import type { Neighborhood } from "./neighborhood.js";

/**
 * The neighborhood of categorical variables. x is a sequence of one-hot vectors, and neighbor
 * i·categories + k sets variable i to category k.
 *
 * For each variable, one of these numbers is x itself. It has no weight in any loss.
 */
export function categoryChanges(categories: number): Neighborhood {
  const name = `categoryChanges(${categories})`;
  checkCount("categoryChanges", { categories }, { least: 2 });

  const byVariable = (x: tf.Tensor2D): tf.Tensor3D => {
    const [batch, dim] = x.shape;
    if (dim % categories === 0) return tf.reshape(x, [batch, dim / categories, categories]);
    throw new ShapeError(
      `${name}: \`x\` has ${dim} columns, expected a multiple of ${categories}.`,
    );
  };

  /** For each variable, the entry of x that is 1. Shape [batch, variables]. */
  const present = (x: tf.Tensor2D): tf.Tensor2D => {
    const variables = byVariable(x).shape[1];
    const first = tf.range(0, variables * categories, categories, "int32");
    return tf.add(tf.argMax(byVariable(x), 2), first);
  };

  const move = (from: tf.Tensor2D, to: tf.Tensor2D): Changes => ({
    columns: tf.stack([from, to], 2) as tf.Tensor3D,
    deltas: tf.add(tf.zeros([...from.shape, 1]), tf.tensor1d([-1, 1])) as tf.Tensor3D,
  });

  const at = (x: tf.Tensor2D, indices: tf.Tensor2D): Changes => {
    const variable = tf.floorDiv(indices, tf.scalar(categories, "int32")) as tf.Tensor2D;
    return move(takeAlong(present(x), variable), indices);
  };

  return {
    name,
    alternatives: categories,
    at,
    all(x) {
      const [batch, dim] = x.shape;
      const numbers = tf.zeros<tf.Rank.R2>([batch, dim], "int32");
      return at(x, tf.add(numbers, tf.range(0, dim, 1, "int32")));
    },
    linearize(x, gradient) {
      const slopes = byVariable(gradient);
      const own = tf.sum(tf.mul(byVariable(x), slopes), 2, true);
      return tf.reshape(tf.sub(own, slopes), x.shape);
    },
    logMask: (x) => tf.mul(-1e30, x),
  };
}
