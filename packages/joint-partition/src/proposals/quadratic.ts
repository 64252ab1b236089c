import * as tf from "@tensorflow/tfjs-core";
import type { Regularizer } from "./regularizer.js";

/** ½‖μ‖²: scores are cut off at 0 and 1. */
export function quadratic(): Regularizer {
  return {
    name: "quadratic",
    value: (mu) => tf.mul(tf.sum(tf.square(mu), 1), 0.5),
    argmax: (scores) => tf.clipByValue(scores, 0, 1),
  };
}
