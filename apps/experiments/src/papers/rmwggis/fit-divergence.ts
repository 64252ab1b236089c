import { setImmediate } from "node:timers/promises";
import { foldIn, type Key, scan, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { type Feeds, type Training, train } from "@ebm/engine";
import { type IsingParams, isingEnergy } from "@ebm/nn";
import type { Optimizer } from "@ebm/optim";
import { gibbsWithGradients, quadraticGibbs } from "@ebm/samplers";
import * as tf from "@tensorflow/tfjs-core";

export interface FitDivergenceInputs {
  /** Where the chains begin at each step: at the data (CD-1), or where they were (PCD). */
  readonly persistent: boolean;
  /** A sweep of Gibbs, or as many flips of gibbs with gradients as there are spins. */
  readonly chain: "Gibbs" | "Gibbs with gradients";
  readonly params: IsingParams;
  readonly optimizer: Optimizer;
  /** The rows of a step, always as many; there are as many chains. */
  readonly rows: (step: number) => Matrix;
  readonly key: Key;
  readonly steps: number;
  readonly signal: AbortSignal;
  /** Is added to the loss. */
  readonly penalty: (params: IsingParams) => tf.Scalar;
}

/** Trains an Ising model by mean E(data) − mean E(chains); whoever gets the run disposes it. */
export async function fitDivergence(inputs: FitDivergenceInputs): Promise<Training<IsingParams>> {
  const { persistent, params, optimizer, rows, key, steps, signal, penalty } = inputs;
  let chains = rows(0);
  let batch: Feeds = {};
  const run = train<IsingParams, { x: tf.Tensor2D; chains: tf.Tensor2D }>({
    loss(params, { x, chains }) {
      const { energy } = isingEnergy(params);
      const divergence = tf.sub(tf.mean(energy(x)), tf.mean(energy(chains)));
      return tf.add(divergence, penalty(params));
    },
    params,
    optimizer,
    batches: () => batch,
    steps,
  });
  const [count, spins] = chains.shape;
  const gradual = inputs.chain === "Gibbs with gradients";
  const shape = gradual ? [spins, count, 2] : [count, spins];
  const move = run.compile<{ x: tf.Tensor2D; uniforms: tf.Tensor }>((params, { x, uniforms }) => {
    if (gradual) {
      const chain = gibbsWithGradients(isingEnergy(params).energy);
      return { next: scan(chain.step, chain.start(x), uniforms).x };
    }
    const chain = quadraticGibbs(ofBits(params));
    return { next: chain.step(chain.start(x), uniforms).x };
  });
  const size = shape.reduce((product, axis) => product * axis, 1);
  const advance = async (step: number): Promise<void> => {
    const x = rows(step);
    const uniforms = { data: uniform(foldIn(key, step), size), shape };
    const { next } = await move({ x: persistent ? chains : x, uniforms });
    chains = { data: next!.data.slice() as Float32Array, shape: [count, spins] };
    batch = { x, chains };
    await setImmediate();
    signal.throwIfAborted();
  };
  try {
    await advance(0);
    for await (const { step } of run) await advance(step);
    return run;
  } catch (error) {
    await run.dispose();
    throw error;
  }
}

/** The same energy as one of bits, −⟨u, x⟩ − ½⟨x, U x⟩: U = 4(J + Jᵀ), u = 2b − 2(J + Jᵀ)1. */
function ofBits({ couplings, biases }: IsingParams): Parameters<typeof quadraticGibbs>[0] {
  const both = tf.mul<tf.Tensor2D>(
    tf.add(couplings, tf.transpose(couplings)),
    tf.sub(1, tf.eye(couplings.shape[0])),
  );
  return {
    couplings: tf.mul(both, 4),
    biases: tf.sub(tf.mul(biases, 2), tf.mul(tf.sum(both, 1), 2)),
  };
}
