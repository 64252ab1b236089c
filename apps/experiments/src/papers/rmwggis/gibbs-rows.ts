import { setImmediate } from "node:timers/promises";
import { foldIn, type Key, type NeighborEnergy, type Tree, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import type { Training } from "@ebm/engine";
import { gibbs } from "@ebm/samplers";
import * as tf from "@tensorflow/tfjs-core";

export interface GibbsRowsInputs<P extends Tree> {
  readonly run: Training<P>;
  readonly energy: (params: P) => NeighborEnergy;
  readonly dim: number;
  readonly chains: number;
  readonly sweeps: number;
  /** The inverse temperature β: the chains are of β·E. */
  readonly beta: number;
  readonly key: Key;
  readonly signal: AbortSignal;
}

/** Where chains of Gibbs sampling are that began with fair bits. Shape [chains, dim]. */
export async function gibbsRows<P extends Tree>(inputs: GibbsRowsInputs<P>): Promise<Matrix> {
  const { run, energy, dim, chains, sweeps, beta, key, signal } = inputs;
  const sweep = run.compile(
    (params, { x, uniforms, beta }: { x: tf.Tensor2D; uniforms: tf.Tensor2D; beta: tf.Scalar }) => {
      const model = energy(params);
      const chain = gibbs((x: tf.Tensor2D) => tf.mul<tf.Tensor1D>(beta, model.energy(x)));
      return { next: chain.step(chain.start(x), uniforms).x };
    },
  );
  const shape = [chains, dim] as const;
  let data = uniform(key, chains * dim).map(Math.round);
  for (let at = 1; at <= sweeps; at++) {
    const uniforms = { data: uniform(foldIn(key, at), chains * dim), shape };
    const { next } = await sweep({
      x: { data, shape },
      uniforms,
      beta: { data: Float32Array.of(beta), shape: [] },
    });
    data = next.data.slice();
    await setImmediate();
    signal.throwIfAborted();
  }
  return { data, shape };
}
