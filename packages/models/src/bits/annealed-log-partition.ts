import { type Key, permutation, split, uniform } from "@ebm/core";
import { compile } from "@ebm/engine";
import { annealedImportanceSampling, metropolis, sigmoidSchedule } from "@ebm/samplers";
import * as tf from "@tensorflow/tfjs-core";
import type { BitColumns } from "./bit-columns.js";
import { bitsEnergyOf } from "./bits-energy-of.js";
import { openBitsBase } from "./bits-params.js";
import type { BitsModelParams } from "./bits-tilt.js";

export interface AnnealedLogPartitionInputs {
  readonly params: BitsModelParams;
  readonly key: Key;
  /** Number of chains. Default: 256. */
  readonly chains?: number;
  /** Number of temperatures, with one proposal each. Default: 1000. */
  readonly steps?: number;
  readonly threads?: number;
}

export interface AnnealedLogPartition {
  /** log mean w, an estimate of log Z that is too low in expectation. */
  readonly logPartition: number;
  readonly standardError: number;
}

type Inputs = { readonly x: tf.Tensor2D } & Readonly<
  Record<"columns" | "values" | "uniforms", tf.Tensor2D>
>;

/**
 * Estimates log Z of p(y) = q(y) exp(−f(y)) / Z by annealed importance sampling from samples of q. A
 * proposal gives one column the value that it has in another sample, or any value.
 */
export async function annealedLogPartition(
  inputs: AnnealedLogPartitionInputs,
): Promise<AnnealedLogPartition> {
  const { params, key, chains = 256, steps = 1000, threads = 1 } = inputs;
  const [startKey, columnKey, valueKey, acceptKey, otherKey] = split(key, 5);
  const base = openBitsBase(params.base);
  const { columns } = base;
  const { dim } = columns;
  const pool = base.sample(chains * POOL, valueKey);
  const chosen = uniform(columnKey, steps * chains).map((u) => Math.floor(u * dim));
  const order = permutation(valueKey, chains * POOL);
  const others = uniform(otherKey, 2 * steps * chains);
  const values = chosen.map((j, i) =>
    others[2 * i]! < UNIFORM
      ? Math.floor(others[2 * i + 1]! * columns.levels[j]!)
      : pool[order[i % order.length]! * dim + j]!,
  );
  const logFrequencies = logFrequenciesOf(pool, columns);
  const target = bitsEnergyOf(params);
  const run = compile(
    ({ x, columns: column, values, uniforms }: Inputs) =>
      annealedImportanceSampling({
        base: bitsEnergyOf({ ...params, tilt: undefined }),
        target,
        chain: (energy) =>
          metropolis({
            energy,
            propose: (x: tf.Tensor2D, { column, value }: Move) => {
              const isColumn = tf.equal(tf.expandDims(column, 1), tf.range(0, dim));
              return tf.where(isColumn, tf.expandDims(value, 1), x) as tf.Tensor2D;
            },
            logRatio: ({ from, to }) => tf.sub(logProposal(from), logProposal(to)),
          }),
        x,
        betas: tf.tensor1d(sigmoidSchedule(steps)),
        noise: { move: { column, value: values }, uniforms },
      }).logWeights,
    { threads },
  );
  /** The log-probability of proposing the values of x, column by column. */
  const logProposal = (x: tf.Tensor2D): tf.Tensor1D => {
    const first = tf.mul(tf.range(0, dim), columns.largest);
    return tf.sum(tf.gather(tf.tensor1d(logFrequencies), tf.cast(tf.add(x, first), "int32")), 1);
  };
  try {
    const { output } = await run({
      x: { data: base.sample(chains, startKey), shape: [chains, dim] },
      columns: { data: chosen, shape: [steps, chains] },
      values: { data: values, shape: [steps, chains] },
      uniforms: { data: uniform(acceptKey, steps * chains), shape: [steps, chains] },
    });
    return logMean(output.data);
  } finally {
    await run.dispose();
  }
}

/** Number of samples for each chain that proposed values are taken from. */
const POOL = 40;

/** The share of proposed values that are uniform, so that each can be proposed. */
const UNIFORM = 0.05;

/** The column that changes in each chain, and its new value. Shape [chains]. */
type Move = { readonly column: tf.Tensor; readonly value: tf.Tensor };

/** The log-probability of proposing each value of each column. Shape [dim, largest]. */
function logFrequenciesOf(pool: Float32Array, { dim, largest, levels }: BitColumns): Float32Array {
  const counts = new Float32Array(dim * largest);
  for (let i = 0; i < pool.length; i++) counts[(i % dim) * largest + pool[i]!]!++;
  return counts.map((count, i) => {
    const frequency = (count * dim) / pool.length;
    return Math.log((1 - UNIFORM) * frequency + UNIFORM / levels[Math.floor(i / largest)]!);
  });
}

/** log of the mean of exp, and its standard error by the delta method. */
function logMean(logWeights: ArrayLike<number>): AnnealedLogPartition {
  const all = Array.from(logWeights);
  const max = all.reduce((a, b) => Math.max(a, b));
  const weights = all.map((log) => Math.exp(log - max));
  const mean = weights.reduce((a, b) => a + b) / weights.length;
  const squares = weights.reduce((sum, weight) => sum + (weight - mean) ** 2, 0);
  const spread = Math.sqrt(squares / (weights.length - 1) / weights.length);
  return { logPartition: max + Math.log(mean), standardError: spread / mean };
}
