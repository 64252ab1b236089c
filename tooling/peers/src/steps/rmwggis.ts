import { gumbel, key, mapTree, stopGradient, uniform, valueAndGrad } from "@ebm/core";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { Problem } from "../problem.js";

type Batch = { readonly x: tf.Tensor2D; readonly gumbel: tf.Tensor2D };

const [DIM, NEIGHBORS] = [256, 10];

/**
 * RMwGGIS, advanced: ratio matching on s neighbors x₋ᵢ, one bit away, which a proposal samples
 * without replacement (Gumbel top-s),
 *
 *   mean over x of Σᵢ exp(2 E(x) − 2 E(x₋ᵢ)),   i ~ softmaxᵢ(2 (2xᵢ − 1) ∂E/∂xᵢ).
 *
 * Reference: Liu, Liu, Ji. Gradient-Guided Importance Sampling for Learning Binary Energy-Based
 * Models. ICLR 2023. https://arxiv.org/abs/2210.05782
 */
export function rmwggis(sizes: { batch: number; hidden: number }): Problem<MlpParams, Batch> {
  const { batch, hidden } = sizes;
  const bits = uniform(key(2), batch * DIM).map((u) => (u < 0.5 ? 1 : 0));
  const initial = initMlp({ key: key(1), sizes: [DIM, hidden, hidden, 1], activation: "swish" });
  return {
    // At first neighbors have nearly equal energies, and the gradient is a difference of large
    // sums that float32 holds to 2e-4 alone, in every framework. At twice the weights, to 3e-5.
    params: mapTree(initial, (leaf) => tf.mul(leaf, 2)),
    batch: {
      x: { data: bits, shape: [batch, DIM] },
      gumbel: { data: gumbel(key(3), batch * DIM), shape: [batch, DIM] },
    },
    constants: { neighbors: NEIGHBORS },
    loss(params, { x, gumbel }) {
      const energy = (z: tf.Tensor2D) => tf.squeeze(mlp(params, z, { activation: "swish" }), [1]);
      const { grad } = valueAndGrad((z: tf.Tensor2D) => tf.sum(energy(z)))(x);
      const scores = tf.mul(tf.sub(tf.mul(x, 4), 2), grad);
      const { indices } = tf.topk(stopGradient(tf.add(scores, gumbel)), NEIGHBORS);
      const flipped = energy(flips(x, indices as tf.Tensor2D));
      const ratios = tf.sub(tf.expandDims(energy(x), 1), tf.reshape(flipped, [-1, NEIGHBORS]));
      return tf.mean(tf.sum(tf.exp(tf.mul(ratios, 2)), 1));
    },
  };
}

/** Copies each x, and flips one bit of each copy. Shape [batch · neighbors, dim]. */
function flips(x: tf.Tensor2D, indices: tf.Tensor2D): tf.Tensor2D {
  const [batch, dim] = x.shape;
  const count = batch * NEIGHBORS;
  const row = tf.range(0, count, 1, "int32");
  // wasm's floorDiv of integers is a float
  const source = tf.tensor1d(
    Int32Array.from({ length: count }, (_, i) => i / NEIGHBORS),
    "int32",
  );
  const column = tf.reshape(indices, [count]);
  const bits = tf.gatherND(x, tf.stack([source, column], 1));
  const copies = tf.broadcastTo(tf.expandDims(x, 1), [batch, NEIGHBORS, dim]);
  return tf.tensorScatterUpdate(
    tf.reshape(copies, [count, dim]),
    tf.stack([row, column], 1),
    tf.sub(1, bits),
  ) as tf.Tensor2D;
}
