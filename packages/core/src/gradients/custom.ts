import * as tf from "@tensorflow/tfjs-core";
import { EbmError } from "../errors.js";

/**
 * Of tfjs's functions that are no kernels and bring gradients of their own, which are flawed. It
 * looks for one under the name of the function's scope first.
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
      // The copy of the output is on the tape before the node that makes it, so that a second
      // sweep would take it for a constant.
      const { activeTape } = tf.engine().state;
      const copy = activeTape.findIndex(({ outputs }) => outputs[0] === y);
      const node = activeTape.findIndex((other) => other.saved === saved);
      if (copy < node) activeTape.splice(node, 0, ...activeTape.splice(copy, 1));
      return { 0: () => tf.sub(dy, tf.mul(tf.sum(dy, -1, true), tf.exp(y))) };
    },
  },
];
