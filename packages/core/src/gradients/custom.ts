import * as tf from "@tensorflow/tfjs-core";
import { EbmError } from "../errors.js";

/**
 * The gradients of tfjs functions that are not kernels and have flawed gradients. tfjs looks for a
 * gradient under the name of the function's scope first.
 */
export const custom: readonly tf.GradConfig[] = [
  {
    kernelName: "logSigmoid__op",
    gradFunc() {
      throw new EbmError(
        "tf.logSigmoid: its gradient reads a tensor that tfjs has freed by then. " +
          "Write tf.neg(tf.softplus(tf.neg(x))).",
      );
    },
  },
  {
    kernelName: "logSoftmax__op",
    gradFunc(dys, saved) {
      const dy = dys as tf.Tensor;
      const [y] = saved as [tf.Tensor];
      // tfjs puts the copy of the output on the tape before the node that makes it. A second
      // backward pass would take that copy for a constant.
      const { activeTape } = tf.engine().state;
      const copy = activeTape.findIndex(({ outputs }) => outputs[0] === y);
      const node = activeTape.findIndex((other) => other.saved === saved);
      if (copy < node) activeTape.splice(node, 0, ...activeTape.splice(copy, 1));
      return { 0: () => tf.sub(dy, tf.mul(tf.sum(dy, -1, true), tf.exp(y))) };
    },
  },
];
