import { type Key, type NeighborEnergy, type Tree, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import type { Training } from "@ebm/engine";
import { gibbs } from "@ebm/samplers";
import * as tf from "@tensorflow/tfjs-core";
import { type ChainDiagnostics, chainDiagnostics } from "./chain-diagnostics.js";
import { gibbsSweeps } from "./gibbs-sweeps.js";

export interface GibbsRowsInputs<P extends Tree> {
  readonly run: Training<P>;
  readonly energy: (params: P) => NeighborEnergy;
  readonly dim: number;
  readonly chains: number;
  readonly sweeps: number;
  /** The inverse temperature β: the chains sample exp(−β·E). */
  readonly beta: number;
  readonly key: Key;
  readonly signal: AbortSignal;
}

export interface GibbsRows {
  /** The last states of the chains. Shape [chains, dim]. */
  readonly rows: Matrix;
  /** Diagnostics of the energies of the chains. */
  readonly diagnostics: ChainDiagnostics;
}

type Inputs = {
  readonly x: tf.Tensor2D;
  readonly uniforms: tf.Tensor2D;
  readonly beta: tf.Scalar;
};

/** Runs chains of Gibbs sampling that start at fair bits. */
export async function gibbsRows<P extends Tree>(inputs: GibbsRowsInputs<P>): Promise<GibbsRows> {
  const { run, energy, dim, chains, beta, key } = inputs;
  const sweep = run.compile((params, { x, uniforms, beta }: Inputs) => {
    const model = energy(params);
    const chain = gibbs((x: tf.Tensor2D) => tf.mul<tf.Tensor1D>(beta, model.energy(x)));
    const next = chain.step(chain.start(x), uniforms).x;
    return { next, energy: model.energy(next) };
  });
  const energies: Float32Array[] = [];
  const rows = await gibbsSweeps({
    ...inputs,
    sweep: (feeds) => sweep({ ...feeds, beta: { data: Float32Array.of(beta), shape: [] } }),
    x: { data: uniform(key, chains * dim).map(Math.round), shape: [chains, dim] },
    watch: ({ energy }) => void energies.push(energy.data.slice()),
  });
  return { rows, diagnostics: chainDiagnostics(energies) };
}
