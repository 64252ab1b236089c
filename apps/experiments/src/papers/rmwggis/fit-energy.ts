import { foldIn, type Key, type NeighborEnergy, type Tree, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { type Training, train } from "@ebm/engine";
import type { Optimizer } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import { runToEnd } from "../../training/run-to-end.js";
import type { RatioMatchingBatch, RatioMatchingMethod } from "./ratio-matching-method.js";

export interface FitEnergyInputs<P extends Tree> {
  readonly method: RatioMatchingMethod;
  readonly energy: (params: P) => NeighborEnergy;
  readonly params: P;
  readonly optimizer: Optimizer;
  /** The rows of a step, always as many. */
  readonly rows: (step: number) => Matrix;
  /** Of the draws of neighbours. */
  readonly key: Key;
  readonly steps: number;
  readonly signal: AbortSignal;
  /** Is added to the loss. */
  readonly penalty?: (params: P) => tf.Scalar;
  /** Sees the run after every step. */
  readonly watch?: (step: number, run: Training<P>) => Promise<void> | void;
}

/** Trains an energy of bits; whoever gets the run disposes it. */
export async function fitEnergy<P extends Tree>(inputs: FitEnergyInputs<P>): Promise<Training<P>> {
  const { method, energy, params, optimizer, rows, key, steps, signal, penalty, watch } = inputs;
  const run = train<P, RatioMatchingBatch>({
    loss(params, batch) {
      const loss = method.loss(energy(params), batch);
      return penalty ? tf.add(loss, penalty(params)) : loss;
    },
    params,
    optimizer,
    batches(step) {
      const x = rows(step);
      const [count, dim] = x.shape;
      const columns = method.noiseDim(dim);
      const noise = uniform(foldIn(key, step), count * columns);
      return columns > 0 ? { x, uniforms: { data: noise, shape: [count, columns] } } : { x };
    },
    steps,
  });
  try {
    await runToEnd(run, { signal, watch: async ({ step }) => watch?.(step, run) });
    return run;
  } catch (error) {
    await run.dispose();
    throw error;
  }
}
