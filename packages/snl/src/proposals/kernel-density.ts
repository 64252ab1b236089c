import { checkShapes, logMeanExp, normalCdf, type Proposal, stopGradient } from "@ebm/core";
import type { MatrixLike } from "@ebm/core/matrix";
import * as tf from "@tensorflow/tfjs-core";
import { asTensor, checkPositive, type Numbers, sizeOf } from "../numbers.js";

export interface KernelDensityParams {
  /** The centers xᵢ of the kernels. Shape [points, dim]. */
  readonly points: tf.Tensor2D | Numbers | MatrixLike;
  /** The standard deviation h of a kernel along each coordinate: `scottBandwidth`. Shape [dim]. */
  readonly bandwidth: tf.Tensor1D | Numbers;
}

/**
 * A kernel density estimate, meanᵢ N(xᵢ, diag h²). `logProb` needs draws·points numbers, so use at most
 * a few thousand points.
 */
export function kernelDensity(params: KernelDensityParams): Proposal {
  const bandwidthName = "kernelDensity: `bandwidth`";
  const dim = sizeOf(bandwidthName, params.bandwidth);
  checkPositive(bandwidthName, params.bandwidth);
  const tensors = () => {
    const points = pointsOf(params.points);
    const bandwidth = asTensor(bandwidthName, params.bandwidth);
    checkShapes("kernelDensity", {
      points: [points, `points ${dim}`],
      bandwidth: [bandwidth, `${dim}`],
    });
    return { points, bandwidth };
  };
  return {
    dim,
    noise: "normal",
    noiseDim: 1 + dim,

    // the first normal number selects the point
    sample(normals) {
      const { samples } = checkShapes("kernelDensity.sample", {
        normals: [normals, `samples ${1 + dim}`],
      });
      const { points, bandwidth } = tensors();
      const count = points.shape[0];
      const choice = tf.squeeze(tf.slice(normals, [0, 0], [samples, 1]), [1]);
      const index = tf.minimum(tf.floor(tf.mul(normalCdf(choice), count)), count - 1);
      const center = tf.gather(points, tf.cast(index, "int32") as tf.Tensor1D);
      const z = tf.slice(normals, [0, 1], [samples, dim]);
      return stopGradient(tf.add(center, tf.mul(z, bandwidth)) as tf.Tensor2D);
    },

    // coordinate by coordinate, so that no product needs draws·points·dim numbers
    logProb(y) {
      const { samples } = checkShapes("kernelDensity.logProb", { y: [y, `samples ${dim}`] });
      const { points, bandwidth } = tensors();
      const count = points.shape[0];
      const squares = Array.from({ length: dim }, (_, j) => {
        const from = tf.slice(y, [0, j], [samples, 1]);
        const to = tf.reshape(tf.slice(points, [0, j], [count, 1]), [1, count]);
        return tf.square(tf.div(tf.sub(from, to), tf.slice(bandwidth, j, 1)));
      });
      const logKernels = tf.mul(tf.addN(squares), -0.5);
      const logVolume = tf.add(tf.sum(tf.log(bandwidth)), (dim / 2) * Math.log(2 * Math.PI));
      return tf.sub(logMeanExp<tf.Tensor1D>(logKernels, 1), logVolume);
    },
  };
}

function pointsOf(points: KernelDensityParams["points"]): tf.Tensor2D {
  if (points && "data" in points && !(points instanceof tf.Tensor)) {
    return tf.tensor2d(Float32Array.from(points.data), [...points.shape]);
  }
  return asTensor("kernelDensity: `points`", points);
}
