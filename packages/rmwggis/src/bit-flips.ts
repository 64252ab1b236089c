import { takeAlong } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Neighborhood } from "./neighborhood.js";

/** The neighborhood of bits x ∈ {0, 1}ᵈ: neighbor i has bit i flipped. */
export function bitFlips(): Neighborhood {
  return {
    name: "bitFlips",
    alternatives: 1,
    all: (x) => ({ deltas: tf.expandDims(flip(x), 2) }),
    at: (x, indices) => ({
      columns: tf.expandDims(indices, 2),
      deltas: tf.expandDims(flip(takeAlong(x, indices)), 2),
    }),
    // E(x) − E(x′) ≈ (x − x′)ᵀ∇E
    linearize: (x, gradient) => tf.neg(tf.mul(flip(x), gradient)),
  };
}

/** Returns the change that flips each bit. */
function flip(x: tf.Tensor2D): tf.Tensor2D {
  return tf.sub(1, tf.mul(2, x));
}
