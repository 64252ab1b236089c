import { key, logPartitionBound, normal } from "@ebm/core";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { Problem } from "../problem.js";

type Params = { readonly energy: MlpParams; readonly logNormalizer: tf.Scalar };
type Batch = { readonly x: tf.Tensor2D; readonly draws: tf.Tensor2D };
interface Sizes {
  readonly batch: number;
  readonly draws: number;
  readonly hidden: number;
}

/**
 * SNL on a density in the plane, from a standard normal proposal q:
 *
 *   meanᵢ E(xᵢ) + b + meanₛ exp(−E(yₛ) − log q(yₛ) − b) − 1.
 *
 * Reference: Senetaire, Jeha, Mattei, Frellsen. Learning Energy-Based Models by
 * Self-normalising the Likelihood. 2025. https://arxiv.org/abs/2503.07021
 */
export function snl({ batch, draws: count, hidden }: Sizes): Problem<Params, Batch> {
  return {
    params: {
      energy: initMlp({ key: key(1), sizes: [2, hidden, hidden, hidden, 1], activation: "swish" }),
      logNormalizer: tf.scalar(1.8),
    },
    batch: {
      x: { data: normal(key(2), batch * 2).map((z) => z / 2 + 1), shape: [batch, 2] },
      draws: { data: normal(key(3), count * 2), shape: [count, 2] },
    },
    constants: {},
    loss({ energy, logNormalizer }, { x, draws }) {
      const all = mlp(energy, tf.concat([x, draws]), { activation: "swish" });
      const [dataEnergy, sampleEnergy] = tf.split(tf.squeeze(all, [1]), [
        x.shape[0],
        draws.shape[0],
      ]);
      const squares = tf.mul(tf.sum(tf.square(draws), 1), 0.5);
      const logWeights = tf.sub(tf.add(squares, Math.log(2 * Math.PI)), sampleEnergy!);
      const bound = logPartitionBound(
        tf.expandDims<tf.Tensor2D>(logWeights, 0),
        tf.reshape(logNormalizer, [1]),
      );
      return tf.add(tf.mean(dataEnergy!), tf.squeeze(bound));
    },
  };
}
