import { checkShapes, type Proposal, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { asTensor, type Numbers, sizeOf } from "../numbers.js";
import { standardLogProb } from "./standard-log-prob.js";

export interface GaussianParams {
  /** The mean μ. Shape [dim]. */
  readonly mean: tf.Tensor1D | Numbers;
  /** L, lower triangular, with covariance L Lᵀ. Shape [dim, dim]. */
  readonly factor: tf.Tensor2D | Numbers;
  /** L⁻¹. Shape [dim, dim]. */
  readonly whitener: tf.Tensor2D | Numbers;
}

/** The Gaussian N(μ, L Lᵀ), as fitted by `fitGaussian`. */
export function gaussian(params: GaussianParams): Proposal {
  const dim = sizeOf("gaussian: `mean`", params.mean);
  const tensors = () => {
    const mean = asTensor("gaussian: `mean`", params.mean);
    const factor = asTensor("gaussian: `factor`", params.factor);
    const whitener = asTensor("gaussian: `whitener`", params.whitener);
    checkShapes("gaussian", {
      mean: [mean, `${dim}`],
      factor: [factor, `${dim} ${dim}`],
      whitener: [whitener, `${dim} ${dim}`],
    });
    return { mean, factor, whitener };
  };
  return {
    dim,
    noise: "normal",
    noiseDim: dim,

    sample(normals) {
      const { mean, factor } = tensors();
      checkShapes("gaussian.sample", { normals: [normals, `samples ${dim}`] });
      return stopGradient(tf.add(mean, tf.matMul(normals, factor, false, true)));
    },

    logProb(y) {
      const { mean, whitener } = tensors();
      checkShapes("gaussian.logProb", { y: [y, `samples ${dim}`] });
      const z = tf.matMul(tf.sub<tf.Tensor2D>(y, mean), whitener, false, true);
      const diagonal = tf.sum(tf.mul(whitener, tf.eye(dim)), 1);
      return tf.add(standardLogProb<tf.Tensor1D>(z, 1), tf.sum(tf.log(diagonal)));
    },
  };
}
