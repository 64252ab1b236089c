import { checkShapes, EbmError, valueAndGrad } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/** Computes ∇E at each row. [batch, dim] → [batch, dim]. */
export function energySlope(
  where: string,
  energy: (x: tf.Tensor2D) => tf.Tensor1D,
): (x: tf.Tensor2D) => tf.Tensor2D {
  const total = (x: tf.Tensor2D): tf.Tensor => {
    const values = energy(x);
    checkShapes(where, { energy: [values, `${x.shape[0]}`] });
    return tf.sum(values);
  };
  return (x) => valueAndGrad(total)(x).grad;
}

/** Checks that `x` has a dtype that can be differentiated. */
export function checkFloat(where: string, x: tf.Tensor): void {
  if (x.dtype === "float32") return;
  throw new EbmError(`${where}: \`x\` has dtype ${x.dtype}, expected float32.`);
}
