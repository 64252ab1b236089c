import * as tf from "@tensorflow/tfjs-core";

/**
 * Computes swish, also called SiLU. Its derivatives share their terms:
 *
 *   y = x·σ(x),   y′ = σ(x) + y·(1 − σ(x)),   y″ = (1 − σ(x))·(2y′ − y).
 *
 * `tf.mul(x, tf.sigmoid(x))` is the same function, but its gradients take twice the work.
 *
 * Reference: Ramachandran, Zoph, Le. Searching for Activation Functions. 2017.
 * https://arxiv.org/abs/1710.05941
 *
 * @returns y. Shape of x.
 */
export function swish<T extends tf.Tensor>(x: T): T {
  return differentiable((x) => tf.mul(x, tf.sigmoid(x)), slope, x);
}

function slope<T extends tf.Tensor>(x: T): T {
  return differentiable(
    (x) => tf.add(tf.sigmoid(x), tf.mul(swish(x), rest(x))),
    (x) => tf.mul(rest(x), tf.sub(tf.mul(slope(x), 2), swish(x))),
    x,
  );
}

function rest(x: tf.Tensor): tf.Tensor {
  return tf.sub(1, tf.sigmoid(x));
}

/** Computes f(x) with a given derivative f′(x), which can be differentiated again. */
function differentiable<T extends tf.Tensor>(
  f: (x: tf.Tensor) => tf.Tensor,
  derivative: (x: tf.Tensor) => tf.Tensor,
  x: T,
): T {
  const g = tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor]);
    return {
      value: f(x as tf.Tensor),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => tf.mul(dy, derivative(saved!)),
    };
  });
  return g(x) as T;
}
