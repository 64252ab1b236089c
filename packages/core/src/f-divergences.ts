import * as tf from "@tensorflow/tfjs-core";
import { EbmError } from "./errors.js";

/**
 * The generator of a divergence between distributions on a finite set,
 *
 *   D_f(p, q) = Σ q(y) f(p(y) / q(y)),   f convex on u ≥ 0, f(1) = f′(1) = 0,
 *
 * so that every model starts at p = q: ω(0) = 1 and f*(0) = 0.
 */
export interface FDivergence {
  readonly name: string;
  /** f*(v) = sup over u ≥ 0 of uv − f(u), entry by entry. */
  conjugate(v: tf.Tensor): tf.Tensor;
  /** ω(v) = (f*)′(v), the u that attains f*(v); Infinity where f* is infinite. In float64. */
  ratio(v: number): number;
  /** f(u), for u ≥ 0. In float64. */
  generator(u: number): number;
}

/** Kullback–Leibler, f(u) = u log u − u + 1: the logistic loss. */
export function kl(): FDivergence {
  return {
    name: "kl",
    conjugate: (v) => tf.sub(tf.exp(v), 1),
    ratio: Math.exp,
    generator: (u) => xLogX(u) - u + 1,
  };
}

/** χ², f(u) = ½(u − 1)²: the sparsemax loss. */
export function chiSquared(): FDivergence {
  return {
    name: "chiSquared",
    conjugate: (v) => tf.mul(tf.sub(tf.square(tf.relu(tf.add(v, 1))), 1), 0.5),
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
    conjugate(v) {
      const base = tf.add(tf.relu(tf.add(tf.mul(v, beta), 1)), tiny);
      return tf.div(tf.sub(tf.pow(base, alpha / beta), 1), alpha);
    },
    ratio: (v) => Math.max(0, 1 + beta * v) ** (1 / beta),
    generator: (u) => (u ** alpha - 1 - alpha * (u - 1)) / (alpha * beta),
  };
}

/** Reverse Kullback–Leibler, f(u) = −log u + u − 1. Infinite from v = 1 on: see `capped`. */
export function reverseKl(): FDivergence {
  return {
    name: "reverseKl",
    conjugate: (v) => tf.neg(tf.log(tf.relu(tf.sub(1, v)))),
    ratio: (v) => (v < 1 ? 1 / (1 - v) : Infinity),
    generator: (u) => u - 1 - Math.log(u),
  };
}

/**
 * Jensen–Shannon, f(u) = u log u − (u + 1) log((u + 1) / 2). Infinite from v = log 2 on: see
 * `capped`.
 */
export function jensenShannon(): FDivergence {
  return {
    name: "jensenShannon",
    conjugate: (v) => tf.neg(tf.log(tf.relu(tf.sub(2, tf.exp(v))))),
    ratio: (v) => (v < Math.LN2 ? Math.exp(v) / (2 - Math.exp(v)) : Infinity),
    generator: (u) => xLogX(u) - (u + 1) * Math.log((u + 1) / 2),
  };
}

/** Squared Hellinger, f(u) = (√u − 1)². Infinite from v = 1 on: see `capped`. */
export function squaredHellinger(): FDivergence {
  return {
    name: "squaredHellinger",
    conjugate: (v) => tf.sub(tf.reciprocal(tf.relu(tf.sub(1, v))), 1),
    ratio: (v) => (v < 1 ? 1 / (1 - v) ** 2 : Infinity),
    generator: (u) => (Math.sqrt(u) - 1) ** 2,
  };
}

/**
 * The same divergence with f* continued above v = `cap` by its tangent there, which no
 * exponent overflows and no barrier ends:
 *
 *   f*(min(v, cap)) + ω(cap)·max(v − cap, 0).
 *
 * It allows no ratio p/q above ω(cap). Under a uniform q no model has one above |Y|, so
 * `capped(kl(), c)` has the optima of `kl()` for every c ≥ log |Y|.
 */
export function capped(divergence: FDivergence, cap: number): FDivergence {
  const { conjugate, ratio, generator } = divergence;
  const name = `capped(${divergence.name}, ${cap})`;
  const slope = ratio(cap);
  if (!(slope > 0 && slope < Infinity)) {
    throw new EbmError(`${name}: \`cap\` has ω(cap) = ${slope}, expected it positive and finite.`);
  }
  return {
    name,
    conjugate: (v) => tf.add(conjugate(tf.minimum(v, cap)), tf.mul(slope, tf.relu(tf.sub(v, cap)))),
    ratio: (v) => ratio(Math.min(v, cap)),
    generator: (u) => (u <= slope ? generator(u) : Infinity),
  };
}

function xLogX(u: number): number {
  return u === 0 ? 0 : u * Math.log(u);
}
