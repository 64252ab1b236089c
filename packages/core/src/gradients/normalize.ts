import * as tf from "@tensorflow/tfjs-core";
import { ofInput } from "./of-input.js";
import { sumTo } from "./sum-to.js";

interface LrnAttrs {
  readonly depthRadius: number;
  readonly bias: number;
  readonly alpha: number;
  readonly beta: number;
}

/** The gradients of batch and local response normalization. */
export const normalize: readonly tf.GradConfig[] = [
  {
    // y = (x − μ)·γ/√(v + ε) + β. The scale γ and the offset β may be left out: they are then 1.
    kernelName: "FusedBatchNorm",
    inputsToSave: ["x", "mean", "variance", "scale", "offset"],
    gradFunc(dys, saved, attrs) {
      const dy = dys as tf.Tensor;
      const [x, mean, variance, scale, offset] = saved as [
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
      ];
      const epsilon = (attrs.varianceEpsilon as number | null) ?? 0.001;
      const inverse = (): tf.Tensor => tf.rsqrt(tf.add(variance, epsilon));
      const slope = (): tf.Tensor => tf.mul(dy, tf.mul(scale, inverse()));
      const flow = (): tf.Tensor => tf.mul(dy, tf.sub(x, mean));
      return {
        x: () => slope(),
        mean: () => sumTo(tf.neg(slope()), mean.shape),
        variance() {
          const cube = tf.pow(tf.add(variance, epsilon), -1.5);
          return sumTo(tf.mul(flow(), tf.mul(tf.mul(scale, cube), -0.5)), variance.shape);
        },
        scale: () => sumTo(tf.mul(flow(), inverse()), scale.shape),
        offset: () => sumTo(dy, offset.shape),
      };
    },
  },
  // y = x·n^−β with n = b + α·Σ x², summed over the neighboring channels
  ofInput<LrnAttrs>("LRN", (dy, x, { depthRadius, bias, alpha, beta }) => {
    const sumAbout = (z: tf.Tensor): tf.Tensor => tf.reshape(tf.matMul(rows(z), band), x.shape);
    const channels = x.shape.at(-1)!;
    const places = tf.range(0, channels);
    const distance = tf.abs(tf.sub(tf.expandDims(places, 1), places));
    const band = tf.cast(tf.lessEqual(distance, depthRadius), "float32");

    const norm = tf.add(tf.mul(sumAbout(tf.square(x)), alpha), bias);
    const direct = tf.mul(dy, tf.pow(norm, -beta));
    const flow = tf.mul(tf.mul(dy, x), tf.pow(norm, -beta - 1));
    return tf.sub(direct, tf.mul(tf.mul(x, 2 * alpha * beta), sumAbout(flow)));
  }),
];

function rows(x: tf.Tensor): tf.Tensor {
  return tf.reshape(x, [-1, x.shape.at(-1)!]);
}
