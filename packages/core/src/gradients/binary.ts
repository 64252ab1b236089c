import * as tf from "@tensorflow/tfjs-core";
import { stopGradient } from "../stop-gradient.js";
import { sumTo } from "./sum-to.js";

type Pullback = (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const one: Pullback = (dy) => dy;
const minusOne: Pullback = (dy) => tf.neg(dy);

/** Computes dy · ∂f/∂a and dy · ∂f/∂b, before they are summed over the broadcast axes. */
const partials: Readonly<Record<string, readonly [a: Pullback, b: Pullback]>> = {
  Add: [one, one],
  Atan2: [
    (dy, a, b) => tf.mul(dy, tf.div(b, tf.add(tf.square(a), tf.square(b)))),
    (dy, a, b) => tf.neg(tf.mul(dy, tf.div(a, tf.add(tf.square(a), tf.square(b))))),
  ],
  // if the arguments are equal, the first one gets the gradient
  Maximum: [
    (dy, a, b) => tf.mul(dy, mask(tf.greaterEqual, a, b)),
    (dy, a, b) => tf.mul(dy, mask(tf.less, a, b)),
  ],
  Minimum: [
    (dy, a, b) => tf.mul(dy, mask(tf.lessEqual, a, b)),
    (dy, a, b) => tf.mul(dy, mask(tf.greater, a, b)),
  ],
  Mod: [one, (dy, a, b) => tf.neg(tf.mul(dy, tf.floor(stopGradient(tf.div(a, b)))))],
  Multiply: [(dy, _, b) => tf.mul(dy, b), (dy, a) => tf.mul(dy, a)],
  Pow: [
    (dy, a, b) => {
      // b·a^(b − 1) is 0 at b = 0, even where a is 0
      const constant = mask(tf.equal, b, tf.scalar(0));
      return tf.mul(dy, tf.mul(b, tf.pow(a, tf.sub(tf.add(b, constant), 1))));
    },
    (dy, a, b) => {
      // a^b·log a is 0 at a = 0; below 0 it is defined as 0
      const positive = mask(tf.greater, a, tf.scalar(0));
      const base = tf.add(tf.mul(a, positive), tf.sub(1, positive));
      return tf.mul(dy, tf.mul(tf.pow(a, b), tf.log(base)));
    },
  ],
  Prelu: [
    (dy, x, alpha) => {
      const positive = tf.step(stopGradient(x));
      return tf.mul(dy, tf.add(positive, tf.mul(tf.sub(1, positive), alpha)));
    },
    (dy, x) => tf.mul(dy, tf.minimum(x, 0)),
  ],
  RealDiv: [(dy, _, b) => tf.div(dy, b), (dy, a, b) => tf.neg(tf.mul(dy, tf.div(tf.div(a, b), b)))],
  SquaredDifference: [
    (dy, a, b) => tf.mul(dy, tf.mul(tf.sub(a, b), 2)),
    (dy, a, b) => tf.mul(dy, tf.mul(tf.sub(b, a), 2)),
  ],
  Sub: [one, minusOne],
};

/** The gradients of functions that act entry by entry on two tensors, with broadcasting. */
export const binary: readonly tf.GradConfig[] = Object.entries(partials).map(
  ([kernelName, [partialA, partialB]]) => {
    const [nameA, nameB] = kernelName === "Prelu" ? ["x", "alpha"] : ["a", "b"];
    return {
      kernelName,
      inputsToSave: [nameA, nameB],
      gradFunc: (dy, saved) => {
        const [a, b] = saved as [tf.Tensor, tf.Tensor];
        return {
          [nameA]: () => sumTo(partialA(dy as tf.Tensor, a, b), a.shape),
          [nameB]: () => sumTo(partialB(dy as tf.Tensor, a, b), b.shape),
        };
      },
    };
  },
);

function mask(
  compare: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  a: tf.Tensor,
  b: tf.Tensor,
): tf.Tensor {
  return tf.cast(compare(stopGradient(a), stopGradient(b)), "float32");
}
