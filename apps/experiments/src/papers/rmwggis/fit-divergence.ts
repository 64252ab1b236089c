import { foldIn, type Key, scan, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import type { Training } from "@ebm/engine";
import { type IsingParams, isingEnergy } from "@ebm/nn";
import type { Optimizer } from "@ebm/optim";
import { gibbsWithGradients, quadraticGibbs } from "@ebm/samplers";
import * as tf from "@tensorflow/tfjs-core";
import { type Trained, trainToEnd, type Watch } from "../../training/train-to-end.js";

export interface FitDivergenceInputs {
  /** Where the chains start at each step: at the data (CD-1), or at their last state (PCD). */
  readonly persistent: boolean;
  /**
   * One step of a chain: a Gibbs sweep, or as many Gibbs-with-gradients flips as there are spins.
   */
  readonly chain: "Gibbs" | "Gibbs with gradients";
  readonly params: IsingParams;
  readonly optimizer: Optimizer;
  /** The rows of a step. Their number is the same at every step, and is the number of chains. */
  readonly rows: (step: number) => Matrix;
  readonly key: Key;
  readonly steps: number;
  readonly signal: AbortSignal;
  /** Added to the loss. */
  readonly penalty: (params: IsingParams) => tf.Scalar;
}

/**
 * Trains an Ising model by mean E(data) − mean E(chains). The caller disposes the run.
 *
 * Chains follow the parameters, so a batch is not a function of the step alone. It is state of this
 * run, which moves after each step. No checkpoint contains it.
 */
export function fitDivergence(inputs: FitDivergenceInputs): Promise<Trained<IsingParams>> {
  const { persistent, params, optimizer, rows, key, steps, signal, penalty } = inputs;
  let batch: Readonly<Record<"x" | "chains", Matrix>> = { x: rows(0), chains: rows(0) };
  const watch = async (run: Training<IsingParams>): Promise<Watch> => {
    const move = mover(run, inputs);
    const advance = async (step: number): Promise<void> => {
      const x = rows(step);
      batch = { x, chains: await move(persistent ? batch.chains : x, foldIn(key, step)) };
    };
    await advance(0);
    return ({ step }) => advance(step);
  };
  return trainToEnd<IsingParams, { x: tf.Tensor2D; chains: tf.Tensor2D }>(
    {
      loss(params, { x, chains }) {
        const { energy } = isingEnergy(params);
        const divergence = tf.sub(tf.mean(energy(x)), tf.mean(energy(chains)));
        return tf.add(divergence, penalty(params));
      },
      params,
      optimizer,
      batches: () => batch,
      steps,
    },
    { signal, watch },
  );
}

/** Moves chains once, by the current parameters of the run. */
function mover(
  run: Training<IsingParams>,
  { chain, rows }: FitDivergenceInputs,
): (x: Matrix, key: Key) => Promise<Matrix> {
  const [count, spins] = rows(0).shape;
  const gradual = chain === "Gibbs with gradients";
  const shape = gradual ? [spins, count, 2] : [count, spins];
  const size = shape.reduce((product, axis) => product * axis, 1);
  const move = run.compile((params, { x, uniforms }: { x: tf.Tensor2D; uniforms: tf.Tensor }) => {
    if (gradual) {
      const chain = gibbsWithGradients(isingEnergy(params).energy);
      return { next: scan(chain.step, chain.start(x), uniforms).x };
    }
    const chain = quadraticGibbs(ofBits(params));
    return { next: chain.step(chain.start(x), uniforms).x };
  });
  return async (x, key) => {
    const { next } = await move({ x, uniforms: { data: uniform(key, size), shape } });
    return { data: next.data.slice(), shape: [count, spins] };
  };
}

/**
 * Returns the same energy as a function of bits, −⟨u, x⟩ − ½⟨x, U x⟩: U = 4(J + Jᵀ), u = 2b − 2(J +
 * Jᵀ)1.
 */
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
