import * as tf from "@tensorflow/tfjs-core";
import { EbmError } from "./errors.js";
import { finiteExp } from "./finite-exp.js";

/**
 * The generator of a divergence between distributions on a finite set,
 *
 *   D_f(p, q) = Σ q(y) f(p(y) / q(y)),   f convex on u ≥ 0, f(1) = f′(1) = 0,
 *
 * With these conventions ω(0) = 1 and f*(0) = 0: at zero energy every model is p = q.
 */
export interface FDivergence {
  readonly name: string;
  /**
   * f*(v) = sup over u ≥ 0 of uv − f(u), entry by entry.
   *
   * With the logarithm of importance weights w = q/r, it returns w·(f*(v) − c) + c, where
   * c = −f(0) is the minimum of f* (c = 0 if that is infinite). The mean of this over samples from
   * r estimates the mean of f* over samples from q.
   */
  conjugate(v: tf.Tensor, logWeights?: tf.Tensor): tf.Tensor;
  /** log ω(v), entry by entry; −∞ where ω is 0. */
  logRatio(v: tf.Tensor): tf.Tensor;
  /** ω(v) = (f*)′(v), the u that attains f*(v); Infinity where f* is infinite. In float64. */
  ratio(v: number): number;
  /** f(u), for u ≥ 0. In float64. */
  generator(u: number): number;
}

/** The Kullback–Leibler divergence, f(u) = u log u − u + 1: the logistic loss. */
export function kl(): FDivergence {
  return {
    name: "kl",
    conjugate: (v, logWeights) => tf.sub(tf.exp(logWeights ? tf.add(v, logWeights) : v), 1),
    logRatio: (v) => v,
    ratio: Math.exp,
    generator: (u) => xLogX(u) - u + 1,
  };
}

/** The χ² divergence, f(u) = ½(u − 1)²: the sparsemax loss. */
export function chiSquared(): FDivergence {
  return {
    name: "chiSquared",
    conjugate: weighable((v) => tf.mul(tf.square(tf.relu(tf.add(v, 1))), 0.5), -0.5),
    logRatio: (v) => tf.log(tf.relu(tf.add(v, 1))),
    ratio: (v) => Math.max(0, v + 1),
    generator: (u) => (u - 1) ** 2 / 2,
  };
}

/**
 * The Tsallis divergence, f(u) = (u^α − 1 − α(u − 1)) / (α(α − 1)). It is sparse for every α > 1,
 * tends to `kl` as α → 1, and equals `chiSquared` at α = 2.
 */
export function tsallis(alpha: number): FDivergence {
  if (!(alpha > 1 && alpha < Infinity)) {
    throw new EbmError(
      `tsallis: \`alpha\` is ${alpha}, expected α > 1 (\`kl\` is its limit at 1).`,
    );
  }
  const beta = alpha - 1;
  // The second derivative has negative powers if α > 2: this keeps them finite where ω is 0.
  const tiny = 1e-30;
  return {
    name: `tsallis(${alpha})`,
    conjugate: weighable((v) => {
      const base = tf.add(tf.relu(tf.add(tf.mul(v, beta), 1)), tiny);
      return tf.div(tf.pow(base, alpha / beta), alpha);
    }, -1 / alpha),
    logRatio: (v) => tf.div(tf.log(tf.relu(tf.add(tf.mul(v, beta), 1))), beta),
    ratio: (v) => Math.max(0, 1 + beta * v) ** (1 / beta),
    generator: (u) => (u ** alpha - 1 - alpha * (u - 1)) / (alpha * beta),
  };
}

/**
 * The reverse Kullback–Leibler divergence, f(u) = −log u + u − 1. For v ≥ 1, f* is infinite and
 * its gradient is NaN: see `cappedForSize`.
 */
export function reverseKl(): FDivergence {
  return {
    name: "reverseKl",
    conjugate: weighable((v) => tf.neg(tf.log(tf.relu(tf.sub(1, v)))), 0),
    logRatio: (v) => tf.neg(tf.log(tf.relu(tf.sub(1, v)))),
    ratio: (v) => (v < 1 ? 1 / (1 - v) : Infinity),
    generator: (u) => u - 1 - Math.log(u),
  };
}

/**
 * The Jensen–Shannon divergence, f(u) = u log u − (u + 1) log((u + 1) / 2). For v ≥ log 2, f* is
 * infinite and its gradient is NaN: see `cappedForSize`.
 */
export function jensenShannon(): FDivergence {
  return {
    name: "jensenShannon",
    conjugate: weighable(
      (v) => tf.neg(tf.log(tf.relu(tf.sub(1, tf.mul(tf.exp(v), 0.5))))),
      -Math.LN2,
    ),
    logRatio: (v) => tf.sub(v, tf.log(tf.relu(tf.sub(2, tf.exp(v))))),
    ratio: (v) => (v < Math.LN2 ? Math.exp(v) / (2 - Math.exp(v)) : Infinity),
    generator: (u) => xLogX(u) - (u + 1) * Math.log((u + 1) / 2),
  };
}

/**
 * The squared Hellinger distance, f(u) = (√u − 1)². For v ≥ 1, f* is infinite and its gradient is
 * NaN: see `cappedForSize`.
 */
export function squaredHellinger(): FDivergence {
  return {
    name: "squaredHellinger",
    conjugate: weighable((v) => tf.reciprocal(tf.relu(tf.sub(1, v))), -1),
    logRatio: (v) => tf.mul(tf.log(tf.relu(tf.sub(1, v))), -2),
    ratio: (v) => (v < 1 ? 1 / (1 - v) ** 2 : Infinity),
    generator: (u) => (Math.sqrt(u) - 1) ** 2,
  };
}

/** Computes f* from f* − c, its part above the minimum c. The weights multiply only that part. */
function weighable(part: (v: tf.Tensor) => tf.Tensor, least: number): FDivergence["conjugate"] {
  return (v, logWeights) =>
    tf.add(logWeights ? tf.mul(finiteExp(logWeights), part(v)) : part(v), least);
}

function xLogX(u: number): number {
  return u === 0 ? 0 : u * Math.log(u);
}
