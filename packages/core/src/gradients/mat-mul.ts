import * as tf from "@tensorflow/tfjs-core";
import { sumTo } from "./sum-to.js";

/** The gradients of the matrix product: either operand may be transposed or broadcast. */
export const matMul: tf.GradConfig = {
  kernelName: "BatchMatMul",
  inputsToSave: ["a", "b"],
  gradFunc(dys, saved, { transposeA, transposeB }) {
    const dy = dys as tf.Tensor;
    const [a, b] = saved as [tf.Tensor, tf.Tensor];
    const [ta, tb] = [Boolean(transposeA), Boolean(transposeB)];
    return {
      a: () => sumTo(ta ? tf.matMul(b, dy, tb, true) : tf.matMul(dy, b, false, !tb), a.shape),
      b: () => {
        // If the batch shares one matrix, the batch is folded into the rows instead of summed.
        const shared = b.rank === 2 && a.rank > 2 && !ta;
        const [left, right] = shared ? [rows(a), rows(dy)] : [a, dy];
        return sumTo(
          tb ? tf.matMul(right, left, true, ta) : tf.matMul(left, right, !ta, false),
          b.shape,
        );
      },
    };
  },
};

function rows(x: tf.Tensor): tf.Tensor {
  return tf.reshape(x, [-1, x.shape.at(-1)!]);
}
