import { checkShapes, type Proposal, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { asTensor, checkPositive, type Numbers } from "../numbers.js";
import { logGamma } from "./log-gamma.js";

export interface StudentTParams {
  /** The locations m. Shape [dim]. */
  readonly location: tf.Tensor1D | Numbers;
  /** The scales s. Shape [dim]. */
  readonly scale: tf.Tensor1D | Numbers;
  /** ν > 0, as numbers and not a tensor, because Γ is computed in float64. Shape [dim]. */
  readonly degrees: readonly number[];
}

/** The exponent at which samples are clipped, with probability e^(−40 ν); float32 ends soon after. */
const LARGEST_EXPONENT = 80;

/**
 * Independent Student's t distributions, with tails |y|^(−ν−1). Use it for heavy-tailed models, whose
 * weights would be unbounded under a Gaussian proposal.
 */
export function studentT(params: StudentTParams): Proposal {
  const { degrees } = params;
  checkPositive("studentT: `degrees`", degrees);
  checkPositive("studentT: `scale`", params.scale);
  const dim = degrees.length;
  const logConstant = degrees.reduce(
    (sum, nu) => sum + logGamma((nu + 1) / 2) - logGamma(nu / 2) - Math.log(nu * Math.PI) / 2,
    0,
  );
  const tensors = () => {
    const location = asTensor("studentT: `location`", params.location);
    const scale = asTensor("studentT: `scale`", params.scale);
    checkShapes("studentT", { location: [location, `${dim}`], scale: [scale, `${dim}`] });
    return { location, scale };
  };
  return {
    dim,
    noise: "normal",
    noiseDim: 2 * dim,

    // Bailey's polar form t = cos φ · √(ν (u^(−2/ν) − 1)), with cos φ = z / r and u = exp(−r²/2)
    // of two normals z, z′ at distance r from 0: so t = z √(ν expm1(r²/ν) / r²), for every ν > 0.
    sample(normals) {
      const { samples } = checkShapes("studentT.sample", {
        normals: [normals, `samples ${2 * dim}`],
      });
      const { location, scale } = tensors();
      const z = tf.slice(normals, [0, 0], [samples, dim]);
      const other = tf.slice(normals, [0, dim], [samples, dim]);
      const exponent = tf.div(tf.add(tf.square(z), tf.square(other)), [...degrees]);
      const safe = tf.minimum(tf.maximum(exponent, 1e-12), LARGEST_EXPONENT);
      const t = tf.mul(z, tf.sqrt(tf.div(tf.expm1(safe), safe)));
      return stopGradient(tf.add(location, tf.mul(scale, t)) as tf.Tensor2D);
    },

    logProb(y) {
      checkShapes("studentT.logProb", { y: [y, `samples ${dim}`] });
      const { location, scale } = tensors();
      const square = tf.square(tf.div(tf.sub(y, location), scale));
      const half = degrees.map((nu) => (nu + 1) / 2);
      const logTails = tf.mul(tf.log1p(tf.div(square, [...degrees])), half);
      const offset = tf.sub(logConstant, tf.sum(tf.log(scale)));
      return tf.sub<tf.Tensor1D>(offset, tf.sum(logTails, 1));
    },
  };
}
