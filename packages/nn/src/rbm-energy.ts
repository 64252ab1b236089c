import { checkShapes, type NeighborEnergy } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { changedProduct } from "./changed-product.js";

export type RbmParams = {
  /** The weight W. Shape [dim, hidden]. */
  readonly weight: tf.Tensor2D;
  /** The visible biases b. Shape [dim]. */
  readonly visibleBias: tf.Tensor1D;
  /** The hidden biases c. Shape [hidden]. */
  readonly hiddenBias: tf.Tensor1D;
};

/**
 * The restricted Boltzmann machine, with the hidden bits h summed out of exp(⟨b, x⟩ + ⟨c + xW, h⟩):
 *
 *   E(x) = −⟨b, x⟩ − Σⱼ log(1 + exp(cⱼ + (xW)ⱼ)).
 */
export function rbmEnergy({ weight, visibleBias, hiddenBias }: RbmParams): NeighborEnergy {
  const { dim } = checkShapes("rbmEnergy", {
    weight: [weight, "dim hidden"],
    visibleBias: [visibleBias, "dim"],
    hiddenBias: [hiddenBias, "hidden"],
  });
  const enter = (x: tf.Tensor2D): tf.Tensor2D => {
    checkShapes("rbmEnergy", { x: [x, `batch ${dim}`] });
    return tf.add(tf.matMul(x, weight), hiddenBias);
  };
  const summedOut = (entered: tf.Tensor): tf.Tensor => tf.sum(tf.softplus(entered), -1);
  const column = tf.expandDims(visibleBias, 1) as tf.Tensor2D;

  return {
    energy(x) {
      const hidden = summedOut(enter(x));
      return tf.neg(tf.add(tf.squeeze(tf.matMul(x, column), [1]), hidden)) as tf.Tensor1D;
    },
    logRatios(x, changes) {
      const entered = enter(x);
      const changed = tf.add(tf.expandDims(entered, 1), changedProduct(weight, changes));
      const ofBias = tf.squeeze(changedProduct(column, changes), [2]);
      const ofHidden = tf.sub(summedOut(changed), tf.expandDims(summedOut(entered), 1));
      return tf.add(ofBias, ofHidden) as tf.Tensor2D;
    },
  };
}
