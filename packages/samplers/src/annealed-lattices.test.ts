import * as tf from "@tensorflow/tfjs-core";
import { describe, test } from "vitest";
import { expectMean } from "../test/expect-mean.js";
import { isingOfBits, transferMatrix } from "../test/ising.js";
import { uniforms } from "../test/noise.js";
import {
  annealedImportanceSampling,
  blockGibbs,
  checkerboard,
  type Energy,
  gibbs,
} from "./index.js";

const CHAINS = 300;
const nothing: Energy = (x) => tf.zeros([x.shape[0]]);
const fairBits = (seed: number, chains: number, dim: number): tf.Tensor2D =>
  tf.cast(tf.less(uniforms(seed, chains, dim), 0.5), "float32");

const evenBetas = (steps: number): tf.Tensor1D =>
  tf.tensor1d(Float32Array.from({ length: steps + 1 }, (_, t) => t / steps));

describe("annealedImportanceSampling of spins", () => {
  test("finds Σ log(1 + exp uᵢ) where nothing is coupled", () => {
    const u = [2, -1, 0.5, 3];
    const energy: Energy = (x) => tf.neg(tf.sum(tf.mul(x, tf.tensor1d(u)), 1));
    const steps = 20;
    const { logWeights } = annealedImportanceSampling({
      base: nothing,
      target: energy,
      chain: (energy) => gibbs(energy),
      x: fairBits(14, CHAINS, u.length),
      betas: evenBetas(steps),
      noise: uniforms(15, steps, CHAINS, u.length),
    });
    expectMean(
      logWeights,
      u.reduce((sum, ui) => sum + Math.log((1 + Math.exp(ui)) / 2), 0),
    );
  });

  test("finds the log-partition of a periodic lattice, known by its transfer matrix", () => {
    const lattice = { height: 6, width: 6, coupling: 0.3, field: 0.1 };
    const ising = isingOfBits(lattice);
    const couplings = tf.tensor2d(ising.couplings);
    const biases = tf.tensor1d(ising.biases);
    const logits = (x: tf.Tensor2D): tf.Tensor2D => tf.add(tf.matMul(x, couplings), biases);
    const energy: Energy = (x) => {
      const pull = tf.sub(logits(x), tf.mul(tf.matMul(x, couplings), 0.5));
      return tf.sub(ising.constant, tf.sum(tf.mul(x, pull), 1));
    };
    const steps = 60;
    const { logWeights } = annealedImportanceSampling({
      base: nothing,
      target: energy,
      chain: (_, beta) =>
        blockGibbs((x) => tf.mul(logits(x), beta), { colors: checkerboard(lattice) }),
      x: fairBits(7, CHAINS, 36),
      betas: evenBetas(steps),
      noise: uniforms(8, steps, CHAINS, 36),
    });
    expectMean(logWeights, transferMatrix(lattice) - 36 * Math.log(2));
  });
});
