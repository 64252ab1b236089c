import * as tf from "@tensorflow/tfjs-core";
import { stopGradient } from "../stop-gradient.js";
import { shareLargest } from "./first-largest.js";
import { fitted, taps, untaps, windowsOf } from "./windows.js";

/** The gradients of dilation: the first pair that attains the maximum gets all of dy. */
export const dilation: tf.GradConfig = {
  kernelName: "Dilation2D",
  inputsToSave: ["x", "filter"],
  gradFunc(dys, saved, attrs) {
    const [dy, x, filter] = [dys, ...saved] as [tf.Tensor, tf.Tensor4D, tf.Tensor3D];
    const { strides, pad, dilations } = attrs as Record<string, unknown>;
    const info = tf.backend_util.computeDilation2DInfo(
      x.shape,
      filter.shape,
      strides as number,
      pad as "same",
      "NHWC",
      dilations as number,
    );
    const windows = windowsOf(info);
    const flows = (): tf.Tensor[] => {
      const fill = Number.NEGATIVE_INFINITY;
      const entries = tf.unstack(tf.reshape(stopGradient(filter), [-1, filter.shape[2]]));
      const parts = taps(fitted(stopGradient(x), { ...windows, fill }), windows);
      const sums = parts.map((part, i) => tf.add(part, entries[i]!));
      const largest = sums.reduce((a, b) => tf.maximum(a, b));
      return shareLargest(dy, sums, largest);
    };
    return {
      x: () => untaps(flows(), windows),
      filter: () =>
        tf.reshape(tf.stack(flows().map((flow) => tf.sum(flow, [0, 1, 2]))), filter.shape),
    };
  },
};
