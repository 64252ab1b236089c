import { foldIn, type Key, split, type Tree, uniform } from "@ebm/core";
import type { Training } from "@ebm/engine";
import type { NeighborEnergy } from "@ebm/rmwggis";
import {
  annealedImportanceSampling,
  gibbs,
  type LogPartitionBracket,
  logPartitionBracket,
  sigmoidSchedule,
} from "@ebm/samplers";
import * as tf from "@tensorflow/tfjs-core";

export interface AnnealedBracketInputs<P extends Tree> {
  readonly run: Training<P>;
  readonly energy: (params: P) => NeighborEnergy;
  /** Logits of the independent bits that the chains come from. */
  readonly bias: Float32Array;
  readonly chains: number;
  readonly temperatures: number;
  readonly key: Key;
}

/**
 * log Z of an energy of bits, by annealed importance sampling both ways, a sweep of Gibbs a
 * temperature. The way back begins where the way there ended, the rows drawn by their weights: not
 * quite at draws of the target, so that the upper end is not certain.
 */
export async function annealedBracket<P extends Tree>(
  inputs: AnnealedBracketInputs<P>,
): Promise<LogPartitionBracket> {
  const { run, energy, bias, chains, temperatures } = inputs;
  const dim = bias.length;
  const [first, forward, choice, reverse] = split(inputs.key, 4) as [Key, Key, Key, Key];
  const shape = [chains, dim] as const;
  const anneal = (back: boolean) =>
    run.compile<{ x: tf.Tensor2D; betas: tf.Tensor1D; noise: tf.Tensor; logWeights: tf.Tensor1D }>(
      (params, { x, betas, noise, logWeights }) => {
        const model = energy(params).energy;
        const base = (x: tf.Tensor2D): tf.Tensor1D =>
          tf.neg(tf.sum(tf.mul(x, tf.tensor1d(bias)), 1));
        const annealed = annealedImportanceSampling({
          base: back ? model : base,
          target: back ? base : model,
          chain: (of) => gibbs(of),
          x,
          betas,
          noise,
        });
        return { ends: annealed.x, weights: tf.add(logWeights, annealed.logWeights) };
      },
    );
  const schedule = sigmoidSchedule(temperatures);
  /** Some temperatures at a time, lest their noise fill the memory. */
  const all = async (start: Float32Array, key: Key, back: boolean) => {
    const part = anneal(back);
    let [x, logWeights] = [start, new Float32Array(chains)];
    for (let from = 0; from < temperatures; from += AT_ONCE) {
      const count = Math.min(AT_ONCE, temperatures - from);
      const { ends, weights } = await part({
        x: { data: x, shape },
        betas: { data: schedule.subarray(from, from + count + 1), shape: [count + 1] },
        noise: {
          data: uniform(foldIn(key, from), count * chains * dim),
          shape: [count, chains, dim],
        },
        logWeights: { data: logWeights, shape: [chains] },
      });
      x = ends!.data.slice() as Float32Array<ArrayBuffer>;
      logWeights = weights!.data.slice() as Float32Array<ArrayBuffer>;
    }
    return { x, logWeights };
  };

  const independent = uniform(first, chains * dim).map((u, i) =>
    u < 1 / (1 + Math.exp(-bias[i % dim]!)) ? 1 : 0,
  );
  const there = await all(independent, forward, false);
  const back = await all(resampled(there, { dim, key: choice }), reverse, true);
  return logPartitionBracket({
    forward: there.logWeights,
    reverse: back.logWeights,
    logPartition: bias.reduce((sum, b) => sum + Math.log1p(Math.exp(b)), 0),
  });
}

const AT_ONCE = 50;

/** As many rows, drawn in proportion to their weights. */
function resampled(
  { x, logWeights }: { readonly x: Float32Array; readonly logWeights: Float32Array },
  { dim, key }: { readonly dim: number; readonly key: Key },
): Float32Array<ArrayBuffer> {
  const most = Math.max(...logWeights);
  const sums: number[] = [];
  for (const logWeight of logWeights) sums.push((sums.at(-1) ?? 0) + Math.exp(logWeight - most));
  const rows = new Float32Array(x.length);
  for (const [i, u] of uniform(key, logWeights.length).entries()) {
    const row = sums.findIndex((sum) => sum > u * sums.at(-1)!);
    rows.set(x.subarray(row * dim, (row + 1) * dim), i * dim);
  }
  return rows;
}
