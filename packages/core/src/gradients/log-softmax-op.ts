import * as tf from "@tensorflow/tfjs-core";

/**
 * Of tf.logSoftmax, which is no kernel: tfjs looks its gradient up by the name of its scope.
 *
 * It saves its output, whose copy tfjs puts on the tape before the node that makes the output.
 * With the two in their order, a second sweep sees that the copy depends on the logits.
 */
export const logSoftmaxOp: tf.GradConfig = {
  kernelName: "logSoftmax__op",
  gradFunc(dys, saved) {
    const dy = dys as tf.Tensor;
    const [y] = saved as [tf.Tensor];
    const { activeTape } = tf.engine().state;
    const copy = activeTape.findIndex(({ outputs }) => outputs[0] === y);
    const node = activeTape.findIndex((other) => other.saved === saved);
    if (copy < node) activeTape.splice(node, 0, ...activeTape.splice(copy, 1));
    return { 0: () => tf.sub(dy, tf.mul(tf.sum(dy, -1, true), tf.exp(y))) };
  },
};
