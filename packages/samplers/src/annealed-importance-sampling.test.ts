import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { bimodal } from "../test/bimodal.js";
import { quadratic, wavy } from "../test/binary-energies.js";
import { spread } from "../test/bits.js";
import { expectMean } from "../test/expect-mean.js";
import { gaussian } from "../test/gaussian.js";
import { normals, uniforms } from "../test/noise.js";
import {
  annealedImportanceSampling,
  type Energy,
  gibbs,
  gibbsWithGradients,
  hmc,
  logPartitionBracket,
  mala,
  metropolis,
  quadraticGibbs,
  sigmoidSchedule,
} from "./index.js";

const nothing: Energy = (x) => tf.zeros([x.shape[0]]);
const betas = (steps: number): tf.Tensor1D => tf.tensor1d(sigmoidSchedule(steps));
const fairBits = (seed: number, chains: number, dim: number): tf.Tensor2D =>
  tf.cast(tf.less(uniforms(seed, chains, dim), 0.5), "float32");

describe("annealedImportanceSampling", () => {
  const CHAINS = 300;
  const uniformLog = 4 * Math.log(2);

  test.each([
    ["gibbs", (energy: Energy) => gibbs(energy), 4],
    ["gibbsWithGradients", (energy: Energy) => gibbsWithGradients(energy), 2],
  ] as const)("by %s is unbiased both ways, by enumeration", (_, chain, width) => {
    const { energy, law } = wavy(4, 1);
    const steps = 40;
    const forward = annealedImportanceSampling({
      base: nothing,
      target: energy,
      chain: chain as (energy: Energy) => ReturnType<typeof gibbs>,
      x: fairBits(1, CHAINS, 4),
      betas: betas(steps),
      noise: uniforms(2, steps, CHAINS, width),
    });
    expectMean(forward.logWeights, law.logPartition - uniformLog);

    const x = spread(law, CHAINS);
    const reverse = annealedImportanceSampling({
      base: energy,
      target: nothing,
      chain: chain as (energy: Energy) => ReturnType<typeof gibbs>,
      x,
      betas: betas(steps),
      noise: uniforms(3, steps, x.shape[0], width),
    });
    expectMean(reverse.logWeights, uniformLog - law.logPartition);
  });

  test("by quadraticGibbs, scaled by the temperature, brackets the log-partition", () => {
    const { energy, law, couplings, biases } = quadratic(5, 2);
    const steps = 30;
    const chain = (_: Energy, beta: tf.Scalar) =>
      quadraticGibbs({ couplings: tf.mul(couplings, beta), biases: tf.mul(biases, beta) });
    const ends = { betas: betas(steps), noise: uniforms(4, steps, CHAINS, 5) };
    const forward = annealedImportanceSampling({
      base: nothing,
      target: energy,
      chain,
      x: fairBits(5, CHAINS, 5),
      ...ends,
    });
    const x = spread(law, CHAINS);
    const reverse = annealedImportanceSampling({
      base: energy,
      target: nothing,
      chain: (_: Energy, beta: tf.Scalar) => chain(energy, tf.sub(1, beta)),
      x,
      betas: betas(steps),
      noise: uniforms(6, steps, x.shape[0], 5),
    });
    const bracket = logPartitionBracket({
      forward: forward.logWeights.dataSync(),
      reverse: reverse.logWeights.dataSync(),
      logPartition: 5 * Math.log(2),
    });
    expect(Math.abs(bracket.forward - law.logPartition)).toBeLessThan(0.1);
    expect(Math.abs(bracket.reverse - law.logPartition)).toBeLessThan(0.1);
    expect(bracket.lower).toBeLessThan(law.logPartition);
    expect(bracket.upper).toBeGreaterThan(law.logPartition);
  });

  test.each([
    ["mala", (energy: Energy) => mala(energy, { stepSize: tf.tensor1d([1, 0.2]) })],
    ["hmc", (energy: Energy) => hmc(energy, { stepSize: tf.tensor1d([0.8, 0.4]), leapfrogs: 3 })],
  ] as const)("by %s is unbiased both ways on a Gaussian", (_, chain) => {
    // independent normals around 0, of scales 2 and 1
    const scales = tf.tensor1d([2, 1]);
    const base: Energy = (x) => tf.mul(tf.sum(tf.square(tf.div(x, scales)), 1), 0.5);
    const baseLog = Math.log(2 * Math.PI * 2);
    const steps = 60;
    const noise = { normals: normals(10, steps, CHAINS, 2), uniforms: uniforms(11, steps, CHAINS) };
    const forward = annealedImportanceSampling({
      base,
      target: gaussian.energy,
      chain,
      x: tf.mul(normals(12, CHAINS, 2), scales) as tf.Tensor2D,
      betas: betas(steps),
      noise,
    });
    expectMean(forward.logWeights, gaussian.logPartition - baseLog);
    const reverse = annealedImportanceSampling({
      base: gaussian.energy,
      target: base,
      chain,
      x: gaussian.draws(normals(13, CHAINS, 2)),
      betas: betas(steps),
      noise,
    });
    expectMean(reverse.logWeights, baseLog - gaussian.logPartition);
  });

  test("brackets the log-partition of two wells, known by quadrature", () => {
    const base: Energy = (x) => tf.mul(tf.sum(tf.square(x), 1), 0.5);
    const steps = 50;
    const shared = {
      chain: (energy: Energy) => mala(energy, { stepSize: 0.2 }),
      betas: betas(steps),
      noise: { normals: normals(14, steps, CHAINS, 1), uniforms: uniforms(15, steps, CHAINS) },
    };
    const x = normals(16, CHAINS, 1) as tf.Tensor2D;
    const forward = annealedImportanceSampling({ base, target: bimodal.energy, x, ...shared });
    const exact = tf.tensor2d(uniforms(17, CHAINS).dataSync().map(bimodal.quantile), [CHAINS, 1]);
    const reverse = annealedImportanceSampling({
      base: bimodal.energy,
      target: base,
      x: exact,
      ...shared,
    });
    const baseLog = 0.5 * Math.log(2 * Math.PI);
    expectMean(forward.logWeights, bimodal.logPartition - baseLog);
    expectMean(reverse.logWeights, baseLog - bimodal.logPartition);
  });

  test("gives weights of one between equal energies, and importance weights in one step", () => {
    const { energy, law } = wavy(4, 3);
    const x = spread(law, 100);
    const chain = (energy: Energy) =>
      metropolis({
        energy,
        propose: (x: tf.Tensor2D, flip: tf.Tensor): tf.Tensor2D => tf.abs(tf.sub(x, flip)),
      });
    const noise = (steps: number) => ({
      move: tf.reshape(fairBits(18, steps * x.shape[0], 4), [steps, x.shape[0], 4]),
      uniforms: uniforms(19, steps, x.shape[0]),
    });
    const at = { chain, x };
    const same = annealedImportanceSampling({
      base: energy,
      target: energy,
      ...at,
      betas: betas(5),
      noise: noise(5),
    });
    expectClose(same.logWeights, tf.zeros([x.shape[0]]));
    const once = annealedImportanceSampling({
      base: nothing,
      target: energy,
      ...at,
      betas: tf.tensor1d([0, 1]),
      noise: noise(1),
    });
    expectClose(once.logWeights, tf.neg(energy(x)));
  });

  test("is finite at energies of ±1e4", () => {
    const steep: Energy = (x) => tf.mul(tf.sum(tf.sub(x, 0.5), 1), 1e4);
    const { logWeights, x } = annealedImportanceSampling({
      base: nothing,
      target: steep,
      chain: gibbsWithGradients,
      x: fairBits(20, 50, 3),
      betas: betas(20),
      noise: uniforms(21, 20, 50, 2),
    });
    expect(logWeights.dataSync().every(Number.isFinite)).toBe(true);
    expectClose(x, tf.zeros([50, 3]));
  });

  test("names schedules and energies that do not fit", () => {
    const inputs = {
      base: nothing,
      target: nothing,
      chain: gibbs,
      x: tf.zeros<tf.Rank.R2>([3, 2]),
      betas: betas(4),
      noise: tf.zeros([4, 3, 2]),
    };
    expect(() =>
      annealedImportanceSampling({ ...inputs, betas: tf.tensor1d([0]) }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: annealedImportanceSampling: \`betas\` has 1 entries, expected 2 or more.]`,
    );
    expect(() =>
      annealedImportanceSampling({ ...inputs, betas: betas(3) }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: scan: \`noise.noise\` has shape [4, 3, 2], expected [3, …].]`,
    );
    expect(() =>
      annealedImportanceSampling({ ...inputs, target: () => tf.zeros([1]) }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: annealedImportanceSampling: \`energy\` has shape [1], expected [3].]`,
    );
  });
});
