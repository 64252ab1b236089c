import { key, normal } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Energy, QuadraticEnergy } from "../src/index.js";
import { bitStates, enumerate, type Law } from "./bits.js";

interface BinaryEnergy {
  readonly energy: Energy;
  readonly law: Law;
}

/** −⟨u, x⟩ − ½⟨x, U x⟩ with normal u and U. */
export function quadratic(dim: number, seed: number): BinaryEnergy & QuadraticEnergy {
  const upper = tf.linalg.bandPart(tf.tensor2d(normal(key(seed), dim * dim), [dim, dim]), 0, -1);
  const strict = tf.mul(upper, tf.sub(1, tf.eye(dim)));
  const couplings: tf.Tensor2D = tf.keep(tf.add(strict, tf.transpose(strict)));
  const biases = tf.keep(tf.tensor1d(normal(key(seed + 1000), dim)));
  return {
    couplings,
    biases,
    energy: (x) =>
      tf.neg(tf.sum(tf.mul(x, tf.add(tf.mul(tf.matMul(x, couplings), 0.5), biases)), 1)),
    law: quadraticLaw({ couplings, biases }),
  };
}

/** Computes the distribution of such an energy by enumeration. */
export function quadraticLaw({ couplings, biases }: QuadraticEnergy): Law {
  const [rows, u] = [couplings.arraySync(), biases.arraySync()];
  const field = (x: readonly number[], i: number): number =>
    x.reduce((sum, xj, j) => sum + 0.5 * rows[i]![j]! * xj, u[i]!);
  return enumerate(bitStates(u.length), (x) =>
    x.reduce((energy, xi, i) => energy - xi * field(x, i), 0),
  );
}

/** Returns the energy 2 sin(3⟨a, x⟩) + ⟨b, x⟩: so far from linear that its gradient misleads. */
export function wavy(dim: number, seed: number): BinaryEnergy {
  const [a, b] = [normal(key(seed), dim), normal(key(seed + 1000), dim)];
  const [ta, tb] = [tf.keep(tf.tensor2d(a, [dim, 1])), tf.keep(tf.tensor2d(b, [dim, 1]))];
  const dot = (v: Float32Array, x: readonly number[]) => x.reduce((s, xi, i) => s + xi * v[i]!, 0);
  return {
    energy: (x) =>
      tf.squeeze(tf.add(tf.mul(tf.sin(tf.mul(tf.matMul(x, ta), 3)), 2), tf.matMul(x, tb)), [1]),
    law: enumerate(bitStates(dim), (x) => 2 * Math.sin(3 * dot(a, x)) + dot(b, x)),
  };
}
