import * as tf from "@tensorflow/tfjs-core";
import { mixtureCdf } from "./mixture-cdf.js";
import type { RegressionLogProbInputs } from "./regression-log-prob-of.js";
import type { RegressionParams } from "./regression-params.js";
import { targetMixtures } from "./target-mixtures.js";

/**
 * Returns P(Yⱼ ≤ yⱼ | x) of each target, as a function of tensors that compiles and exports. It is
 * uniform for new rows if the model is calibrated. Shape [rows, targets].
 */
export function regressionCdfOf(
  params: RegressionParams,
): (inputs: RegressionLogProbInputs) => tf.Tensor2D {
  return ({ x, y }) =>
    tf.squeeze(mixtureCdf(targetMixtures(params, x), tf.expandDims<tf.Tensor3D>(y, 2)), [2]);
}
