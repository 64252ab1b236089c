import { checkShapes, normalCdf, type Proposal, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { asTensor, type Numbers, sizeOf } from "../numbers.js";
import { pick } from "../pick.js";
import { standardLogProb } from "./standard-log-prob.js";

export interface GaussianMixtureParams {
  /** log πₖ, with Σ πₖ = 1. Shape [components]. */
  readonly logWeights: tf.Tensor1D | Numbers;
  /** The means μₖ. Shape [components, dim]. */
  readonly means: tf.Tensor2D | Numbers;
  /** Lₖ, lower triangular, with covariances Lₖ Lₖᵀ. Shape [components, dim, dim]. */
  readonly factors: tf.Tensor3D | Numbers;
  /** Lₖ⁻¹. Shape [components, dim, dim]. */
  readonly whiteners: tf.Tensor3D | Numbers;
}

/**
 * The mixture Σₖ πₖ N(μₖ, Lₖ Lₖᵀ), as fitted by `fitGaussianMixture`. If its parameters are tensors that
 * are inputs of the traced function, you can refit it during training.
 *
 * @param params Numbers or tensors. The second axis of `means` gives `dim`.
 */
export function gaussianMixture(params: GaussianMixtureParams): Proposal {
  const components = sizeOf("gaussianMixture: `logWeights`", params.logWeights);
  const dim = columnsOf(params.means);
  const tensors = () => {
    const logWeights = asTensor("gaussianMixture: `logWeights`", params.logWeights);
    const means = asTensor("gaussianMixture: `means`", params.means);
    const factors = asTensor("gaussianMixture: `factors`", params.factors);
    const whiteners = asTensor("gaussianMixture: `whiteners`", params.whiteners);
    checkShapes("gaussianMixture", {
      logWeights: [logWeights, `${components}`],
      means: [means, `${components} ${dim}`],
      factors: [factors, `${components} ${dim} ${dim}`],
      whiteners: [whiteners, `${components} ${dim} ${dim}`],
    });
    return { logWeights, means, factors, whiteners };
  };
  return {
    dim,
    noise: "normal",
    noiseDim: 1 + dim,

    // the first normal number selects the component, and each component transforms the others
    sample(normals) {
      const { logWeights, means, factors } = tensors();
      const { samples } = checkShapes("gaussianMixture.sample", {
        normals: [normals, `samples ${1 + dim}`],
      });
      const choice = tf.squeeze(tf.slice(normals, [0, 0], [samples, 1]), [1]);
      const picked = pick<tf.Tensor2D>(tf.exp(logWeights), normalCdf(choice));
      const z = tf.slice(normals, [0, 1], [samples, dim]);
      const rows = tf.reshape(factors, [components * dim, dim]) as tf.Tensor2D;
      const spread = tf.reshape(tf.matMul(z, rows, false, true), [samples, components, dim]);
      const chosen = tf.sum(tf.mul(spread, tf.expandDims(picked, 2)), 1);
      return stopGradient(tf.add(tf.matMul(picked, means), chosen) as tf.Tensor2D);
    },

    logProb(y) {
      const { logWeights, means, whiteners } = tensors();
      checkShapes("gaussianMixture.logProb", { y: [y, `samples ${dim}`] });
      // [components, draws, dim]
      const centered = tf.sub(tf.expandDims(y, 0), tf.expandDims(means, 1));
      const z = tf.matMul(centered, whiteners, false, true);
      const diagonals = tf.sum(tf.mul(whiteners, tf.eye(dim)), 2);
      const offsets = tf.add(logWeights, tf.sum(tf.log(diagonals), 1));
      return tf.logSumExp(tf.add(standardLogProb(z, 2), tf.expandDims(offsets, 1)), 0);
    },
  };
}

function columnsOf(means: tf.Tensor2D | Numbers): number {
  return means instanceof tf.Tensor
    ? means.shape[1]
    : sizeOf("gaussianMixture: `means[0]`", means[0] as Numbers);
}
