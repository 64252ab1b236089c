import { scan, type Tree } from "@ebm/core";
import {
  annealedImportanceSampling,
  blockGibbs,
  type Chain,
  type ChainState,
  categoricalGibbsWithGradients,
  type Energy,
  gibbs,
  gibbsWithGradients,
  hmc,
  langevin,
  mala,
  metropolis,
  quadraticGibbs,
} from "@ebm/samplers";
import * as tf from "@tensorflow/tfjs-core";
import type { Case } from "./case.js";
import { drawsOf } from "./draws-of.js";

const { normals, uniforms } = drawsOf(6);

const [STEPS, CHAINS, DIM] = [6, 5, 4];

type Weights = { readonly w: tf.Tensor2D };

/**
 * Neither linear in a bit nor separable, and smooth enough that rounding alone cannot separate
 * chains.
 */
const waves =
  (w: tf.Tensor2D) =>
  (x: tf.Tensor2D): tf.Tensor1D =>
    tf.add(tf.sum(tf.sin(tf.matMul(x, tf.mul(w, 0.5))), 1), tf.mul(tf.sum(tf.square(x), 1), 0.5));

const symmetric = (w: tf.Tensor2D): tf.Tensor2D => tf.add(w, tf.transpose(w));

/** Several steps of a chain. */
function run<S extends ChainState<tf.Tensor> & Tree, N extends Tree>(
  chain: Chain<S, N>,
  x: S["x"],
  noise: N,
): tf.Tensor {
  return scan(chain.step, chain.start(x), noise).x;
}

type Bits = Weights & { readonly u: tf.Tensor2D; readonly uniforms: tf.Tensor };
type Motion = Bits & { readonly x: tf.Tensor2D; readonly normals: tf.Tensor };

const bits = (u: tf.Tensor2D): tf.Tensor2D => tf.cast(tf.less(u, 0.5), "float32");
const flip = (x: tf.Tensor2D, flips: tf.Tensor): tf.Tensor2D => tf.abs(tf.sub(x, flips));

const binary: Readonly<Record<string, readonly [width: number, f: (inputs: Bits) => tf.Tensor]>> = {
  gibbs: [DIM, ({ w, u, uniforms }) => run(gibbs(waves(w)), bits(u), uniforms)],
  quadraticGibbs: [
    DIM,
    ({ w, u, uniforms }) => {
      const biases = tf.sum(w, 0) as tf.Tensor1D;
      return run(quadraticGibbs({ couplings: symmetric(w), biases }), bits(u), uniforms);
    },
  ],
  blockGibbs: [
    DIM,
    ({ w, u, uniforms }) => {
      const logits = (x: tf.Tensor2D): tf.Tensor2D => tf.matMul(x, symmetric(w));
      return run(blockGibbs(logits, { colors: [0, 1, 0, 1] }), bits(u), uniforms);
    },
  ],
  gibbsWithGradients: [
    2,
    ({ w, u, uniforms }) => run(gibbsWithGradients(waves(w)), bits(u), uniforms),
  ],
  categoricalGibbsWithGradients: [
    2,
    ({ w, u, uniforms }) => {
      const energy: Energy<tf.Tensor3D> = (x) => waves(w)(tf.reshape(x, [-1, DIM]));
      const b = tf.slice(bits(u), [0, 0], [-1, 2]);
      const oneHot = tf.stack([b, tf.sub(1, b)], 2) as tf.Tensor3D;
      return run(categoricalGibbsWithGradients(energy), oneHot, uniforms);
    },
  ],
  metropolis: [
    DIM + 1,
    ({ w, u, uniforms }) => {
      const [choices, coins] = tf.split(uniforms, [DIM, 1], 2);
      const noise = { move: tf.round(choices!), uniforms: tf.squeeze(coins!, [2]) };
      return run(metropolis({ energy: waves(w), propose: flip }), bits(u), noise);
    },
  ],
  "annealedImportanceSampling by gibbsWithGradients": [
    2,
    ({ w, u, uniforms }) =>
      annealedImportanceSampling({
        base: (x) => tf.zeros([x.shape[0]]),
        target: waves(w),
        chain: gibbsWithGradients,
        x: bits(u),
        betas: tf.linspace(0, 1, STEPS + 1),
        noise: uniforms,
      }).logWeights,
  ],
};

const continuous: Readonly<Record<string, (inputs: Motion) => tf.Tensor>> = {
  langevin: ({ w, x, normals }) => run(langevin(waves(w), { stepSize: 0.1 }), x, normals),
  mala: ({ w, x, ...noise }) => run(mala(waves(w), { stepSize: 0.1 }), x, motion(noise)),
  hmc: ({ w, x, ...noise }) =>
    run(hmc(waves(w), { stepSize: 0.1, leapfrogs: 3 }), x, motion(noise)),
  "annealedImportanceSampling by hmc": ({ w, x, ...noise }) =>
    annealedImportanceSampling({
      base: (x) => tf.mul(tf.sum(tf.square(x), 1), 0.5),
      target: waves(w),
      chain: (energy) => hmc(energy, { stepSize: 0.1, leapfrogs: 3 }),
      x,
      betas: tf.linspace(0, 1, STEPS + 1),
      noise: motion(noise),
    }).logWeights,
};

function motion({ normals, uniforms }: Pick<Motion, "normals" | "uniforms">) {
  return { normals, uniforms };
}

/** Runs an open number of chains: the chain axis of the noise comes before the step axis. */
function values(
  name: string,
  f: (tensors: never) => tf.Tensor,
  { inputs, exact }: Pick<Case, "inputs" | "exact">,
): Case {
  const byStep = (noise: tf.Tensor): tf.Tensor =>
    tf.transpose(noise, noise.rank === 3 ? [1, 0, 2] : [1, 0]);
  const named = (tensors: Readonly<Record<string, tf.Tensor>>) =>
    Object.entries(tensors).map(([key, x]) => [key, key in noises ? byStep(x) : x]);
  return {
    name,
    functions: {
      value: (tensors) => ({ value: f(Object.fromEntries(named(tensors)) as never) }),
    },
    inputs,
    fixed: { w: normals(DIM, DIM) },
    exact,
  };
}

const noises = { uniforms: true, normals: true };

export const samplerCases: readonly Case[] = [
  ...Object.entries(binary).map(([name, [width, f]]) =>
    values(name, f, {
      inputs: { u: uniforms(CHAINS, DIM), uniforms: uniforms(CHAINS, STEPS, width) },
      exact: !name.startsWith("annealed"),
    }),
  ),
  ...Object.entries(continuous).map(([name, f]) =>
    values(name, f, {
      inputs: {
        x: normals(CHAINS, DIM),
        normals: normals(CHAINS, STEPS, DIM),
        uniforms: uniforms(CHAINS, STEPS),
      },
      exact: false,
    }),
  ),
];
