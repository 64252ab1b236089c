import * as tf from "@tensorflow/tfjs-core";
import { fitted, spaced, taps, windowsOf } from "./windows.js";

type Shape = [number, number, number, number];

/** The gradients of the convolution of each channel, by kernels that every backend has. */
export const depthwiseConv: tf.GradConfig = {
  kernelName: "DepthwiseConv2dNative",
  inputsToSave: ["x", "filter"],
  gradFunc(dys, saved, attrs) {
    const [dy, x, filter] = [dys, ...saved] as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
    const { strides, pad, dilations, dimRoundingMode } = attrs as Record<string, unknown>;
    const info = tf.backend_util.computeConv2DInfo(
      x.shape,
      filter.shape,
      strides as number,
      (dilations ?? 1) as number,
      pad as "same",
      dimRoundingMode as "floor",
      true,
    );
    const windows = windowsOf(info);
    const [height, width, channels, multiplier] = filter.shape as Shape;
    return {
      // the same convolution, applied to dy at the places of the images, with the filter reversed
      x() {
        const reach = windows.filter.map((n, i) => (n - 1) * windows.dilations[i]!);
        const flow = fitted(spaced(dy, windows.strides), {
          before: reach.map((n, i) => n - windows.before[i]!),
          after: reach.map((n, i) => n - windows.after[i]!),
        });
        const turned = tf.reverse(filter, [0, 1]);
        const each = tf.reshape(turned, [height, width, channels * multiplier, 1]) as tf.Tensor4D;
        const dilated = windows.dilations as [number, number];
        const dx = tf.depthwiseConv2d(flow as tf.Tensor4D, each, 1, "valid", "NHWC", dilated);
        return tf.reshape(tf.sum(tf.reshape(dx, [...x.shape, multiplier]), -1), x.shape);
      },
      filter() {
        const flow = tf.reshape(dy, [...dy.shape.slice(0, 3), channels, multiplier]);
        const sums = taps(fitted(x, windows), windows).map((tap) =>
          tf.sum(tf.mul(tf.expandDims(tap, -1), flow), [0, 1, 2]),
        );
        return tf.reshape(tf.stack(sums), filter.shape);
      },
    };
  },
};
