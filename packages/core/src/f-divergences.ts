import * as tf from "@tensorflow/tfjs-core";
import { EbmError } from "./errors.js";
import { finiteExp } from "./finite-exp.js";

/**
 * The generator of a divergence between distributions on a finite set,
 *
 *   D_f(p, q) = Σ q(y) f(p(y) / q(y)),   f convex on u ≥ 0, f(1) = f′(1) = 0,
 *
 * so that every model starts at p = q: ω(0) = 1 and f*(0) = 0.
 */
export interface FDivergence {
  readonly name: string;
  /**
   * f*(v) = sup over u ≥ 0 of uv − f(u), entry by entry.
   *
   * Given the log of importance weights w = q/r, it is w·(f*(v) − c) + c for the least value
   * c = −f(0) of f*, or for c = 0 where that is infinite: over draws from r, its mean is that of
   * f* over draws from q.
   */
  conjugate(v: tf.Tensor, logWeights?: tf.Tensor): tf.Tensor;
  /** log ω(v), entry by entry; −∞ where ω is 0. */
  logRatio(v: tf.Tensor): tf.Tensor;
  /** ω(v) = (f*)′(v), the u that attains f*(v); Infinity where f* is infinite. In float64. */
  ratio(v: number): number;
  /** f(u), for u ≥ 0. In float64. */
  generator(u: number): number;
}

/** Kullback–Leibler, f(u) = u log u − u + 1: the logistic loss. */
export function kl(): FDivergence {
  return {
    name: "kl",
    conjugate: (v, logWeights) => tf.sub(tf.exp(logWeights ? tf.add(v, logWeights) : v), 1),
    logRatio: (v) => v,
    ratio: Math.exp,
    generator: (u) => xLogX(u) - u + 1,
  };
}

/** χ², f(u) = ½(u − 1)²: the sparsemax loss. */
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
 * Tsallis, f(u) = (u^α − 1 − α(u − 1)) / (α(α − 1)): sparse for every α > 1, with `kl` as
 * its limit at 1 and `chiSquared` at 2.
 */
export function tsallis(alpha: number): FDivergence {
  if (!(alpha > 1 && alpha < Infinity)) {
    throw new EbmError(
      `tsallis: \`alpha\` is ${alpha}, expected α > 1 (\`kl\` is its limit at 1).`,
    );
  }
  const beta = alpha - 1;
  // Keeps the powers of the second derivative, negative if α > 2, finite where ω is 0.
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
 * Reverse Kullback–Leibler, f(u) = −log u + u − 1. From v = 1 on f* is infinite and its gradient
 * NaN: see `cappedForSize`.
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
 * Jensen–Shannon, f(u) = u log u − (u + 1) log((u + 1) / 2). From v = log 2 on f* is infinite and
 * its gradient NaN: see `cappedForSize`.
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
 * Squared Hellinger, f(u) = (√u − 1)². From v = 1 on f* is infinite and its gradient NaN: see
 * `cappedForSize`.
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

/** f*, from its part above its least value, on which alone the weights act. */
function weighable(part: (v: tf.Tensor) => tf.Tensor, least: number): FDivergence["conjugate"] {
  return (v, logWeights) =>
    tf.add(logWeights ? tf.mul(finiteExp(logWeights), part(v)) : part(v), least);
}

function xLogX(u: number): number {
  return u === 0 ? 0 : u * Math.log(u);
}
