import * as tf from "@tensorflow/tfjs-core";
import { stopGradient } from "../stop-gradient.js";
import { ofInput } from "./of-input.js";

type Derivative = (
  dy: tf.Tensor,
  x: tf.Tensor,
  attrs: Readonly<Record<string, number>>,
) => tf.Tensor;

/** Computes dy · f′(x). A piecewise constant f′ is computed from a constant copy of x. */
const derivatives: Readonly<Record<string, Derivative>> = {
  Abs: (dy, x) => tf.mul(dy, tf.sign(stopGradient(x))),
  Acos: (dy, x) => tf.neg(tf.div(dy, tf.sqrt(tf.sub(1, tf.square(x))))),
  Acosh: (dy, x) => tf.div(dy, tf.sqrt(tf.sub(tf.square(x), 1))),
  Asin: (dy, x) => tf.div(dy, tf.sqrt(tf.sub(1, tf.square(x)))),
  Asinh: (dy, x) => tf.div(dy, tf.sqrt(tf.add(tf.square(x), 1))),
  Atan: (dy, x) => tf.div(dy, tf.add(tf.square(x), 1)),
  Atanh: (dy, x) => tf.div(dy, tf.sub(1, tf.square(x))),
  ClipByValue: (dy, x, { clipValueMin, clipValueMax }) =>
    tf.mul(dy, between(stopGradient(x), clipValueMin!, clipValueMax!)),
  Cos: (dy, x) => tf.neg(tf.mul(dy, tf.sin(x))),
  Cosh: (dy, x) => tf.mul(dy, tf.sinh(x)),
  Elu: (dy, x) => tf.mul(dy, tf.exp(tf.minimum(x, 0))),
  Erf: (dy, x) => tf.mul(dy, tf.mul(2 / Math.sqrt(Math.PI), tf.exp(tf.neg(tf.square(x))))),
  Exp: (dy, x) => tf.mul(dy, tf.exp(x)),
  Expm1: (dy, x) => tf.mul(dy, tf.exp(x)),
  LeakyRelu: (dy, x, { alpha }) => tf.mul(dy, tf.step(stopGradient(x), alpha)),
  Log: (dy, x) => tf.div(dy, x),
  Log1p: (dy, x) => tf.div(dy, tf.add(x, 1)),
  Reciprocal: (dy, x) => tf.neg(tf.div(dy, tf.square(x))),
  Relu: (dy, x) => tf.mul(dy, tf.step(stopGradient(x))),
  Relu6: (dy, x) => tf.mul(dy, between(stopGradient(x), 0, 6)),
  Rsqrt: (dy, x) => tf.mul(dy, tf.div(tf.rsqrt(x), tf.mul(x, -2))),
  Selu: (dy, x) => tf.mul(dy, seluSlope(x)),
  Sigmoid: (dy, x) => {
    const y = tf.sigmoid(x);
    return tf.mul(dy, tf.mul(y, tf.sub(1, y)));
  },
  Sin: (dy, x) => tf.mul(dy, tf.cos(x)),
  Sinh: (dy, x) => tf.mul(dy, tf.cosh(x)),
  Softplus: (dy, x) => tf.mul(dy, tf.sigmoid(x)),
  Sqrt: (dy, x) => tf.div(dy, tf.mul(tf.sqrt(x), 2)),
  Square: (dy, x) => tf.mul(dy, tf.mul(x, 2)),
  Tan: (dy, x) => tf.mul(dy, tf.add(tf.square(tf.tan(x)), 1)),
  Tanh: (dy, x) => tf.mul(dy, tf.sub(1, tf.square(tf.tanh(x)))),
};

/** The gradients of functions that act entry by entry. */
export const unary: readonly tf.GradConfig[] = Object.entries(derivatives).map(
  ([kernelName, derivative]) => ofInput(kernelName, derivative),
);

function between(x: tf.Tensor, low: number, high: number): tf.Tensor {
  const inside = tf.logicalAnd(tf.greaterEqual(x, low), tf.lessEqual(x, high));
  return tf.cast(inside, "float32");
}

// λ where x > 0, λα·exp(x) elsewhere
function seluSlope(x: tf.Tensor): tf.Tensor {
  const { SELU_SCALE, SELU_SCALEALPHA } = tf.backend_util;
  const positive = tf.mul(tf.step(stopGradient(x)), SELU_SCALE - SELU_SCALEALPHA);
  return tf.add(positive, tf.mul(SELU_SCALEALPHA, tf.exp(tf.minimum(x, 0))));
}
