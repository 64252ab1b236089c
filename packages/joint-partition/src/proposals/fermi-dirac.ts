import * as tf from "@tensorflow/tfjs-core";
import type { Regularizer } from "./regularizer.js";

/** Keeps logs finite, and μ log μ at 0 where μ is. */
const TINY = 1e-30;

/** Σᵢ μᵢ log μᵢ + (1 − μᵢ) log(1 − μᵢ), the negative entropy of independent labels: sigmoids. */
export function fermiDirac(): Regularizer {
  const xLogX = (x: tf.Tensor2D): tf.Tensor2D => tf.mul(x, tf.log(tf.maximum(x, TINY)));
  return {
    name: "fermiDirac",
    value: (mu) => tf.sum(tf.add(xLogX(mu), xLogX(tf.sub(1, mu))), 1),
    argmax: (scores) => tf.sigmoid(scores),
  };
}
