import { setImmediate } from "node:timers/promises";
import { foldIn, type Key, split, uniform } from "@ebm/core";
import type { StructuredModel } from "@ebm/models";
import {
  annealedImportanceSampling,
  logPartitionBracket,
  metropolis,
  sigmoidSchedule,
} from "@ebm/samplers";
import * as tf from "@tensorflow/tfjs-core";

/** Bounds of the log-partition of some rows, in nats. */
export interface BracketedLogPartitions {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

export interface BracketLogPartitionsOptions {
  readonly key: Key;
  /** Stops the work, with the reason of the signal as the error. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** Number of inverse temperatures. Default: 200. */
  readonly temperatures?: number;
}

/** Number of chains for each row. */
const CHAINS = 16;
/** Number of temperatures at a time, between which signals are let in. */
const AT_ONCE = 50;

/**
 * Bounds log E_q exp(−E(x, ·)) under the uniform distribution q, for sets that are too large to sum
 * over, by annealed importance sampling in both directions. Each lower bound holds with probability
 * 97.5 %. The upper bounds hold as often if the forward chains end at samples of the model, from
 * which the reverse chains start after more steps.
 *
 * @param scores Shape [rows, scores].
 */
export async function bracketLogPartitions(
  scores: Float32Array,
  model: StructuredModel,
  { key, signal, temperatures = 200 }: BracketLogPartitionsOptions,
): Promise<BracketedLogPartitions> {
  const { structure, scores: width } = model;
  const rows = scores.length / width;
  const chains = CHAINS * rows;
  const [first, ahead, back] = split(key, 3);
  const repeated = new Float32Array(chains * width).map((_, i) => {
    const row = Math.floor(i / width / CHAINS);
    return scores[row * width + (i % width)]!;
  });
  const given = tf.tensor2d(repeated, [chains, width]);
  const target = (y: tf.Tensor2D): tf.Tensor1D => model.energy(given, y);
  const base = (y: tf.Tensor2D): tf.Tensor1D => tf.zeros([y.shape[0]]);

  const anneal = async (
    start: Float32Array,
    betas: Float32Array,
    { from, isReverse }: { readonly from: Key; readonly isReverse: boolean },
  ): Promise<{ ends: Float32Array; weights: Float32Array }> => {
    let ends = start;
    const weights = new Float32Array(chains);
    for (let place = 0; place < betas.length - 1; place += AT_ONCE) {
      await setImmediate();
      signal?.throwIfAborted();
      const steps = Math.min(AT_ONCE, betas.length - 1 - place);
      const noiseOf = (part: number, size: number): Float32Array =>
        uniform(foldIn(foldIn(from, place), part), steps * chains * size);
      const dim = structure.proposalNoiseDim;
      const [x, added] = tf.tidy(() => {
        const annealed = annealedImportanceSampling({
          base: isReverse ? target : base,
          target: isReverse ? base : target,
          chain: (energy) =>
            metropolis({
              energy,
              propose: (y: tf.Tensor2D, uniforms: tf.Tensor2D) =>
                structure.propose({ y, uniforms }),
            }),
          x: tf.tensor2d(ends, [chains, structure.dim]),
          betas: tf.tensor1d(betas.subarray(place, place + steps + 1)),
          noise: {
            move: tf.tensor3d(noiseOf(0, dim), [steps, chains, dim]),
            uniforms: tf.tensor2d(noiseOf(1, 1), [steps, chains]),
          } as never,
        });
        return [annealed.x.dataSync(), annealed.logWeights.dataSync()] as const;
      });
      ends = Float32Array.from(x);
      for (const [chain, weight] of added.entries()) weights[chain]! += weight;
    }
    return { ends, weights };
  };

  try {
    const schedule = sigmoidSchedule(temperatures);
    const uniforms = uniform(first, chains * structure.noiseDim);
    const start = tf.tidy(() =>
      structure.sample(tf.tensor2d(uniforms, [chains, structure.noiseDim])).dataSync(),
    );
    const forward = await anneal(Float32Array.from(start), schedule, {
      from: ahead,
      isReverse: false,
    });
    // at β = 0 of the reverse direction, chains sample the model and gain no weight
    const still = new Float32Array(Math.ceil(temperatures / 5));
    const reverse = await anneal(forward.ends, Float32Array.of(...still, ...schedule), {
      from: back,
      isReverse: true,
    });
    const brackets = Array.from({ length: rows }, (_, row) => {
      const part = (weights: Float32Array): Float32Array =>
        weights.subarray(row * CHAINS, (row + 1) * CHAINS);
      const parts = { forward: part(forward.weights), reverse: part(reverse.weights) };
      return logPartitionBracket({ ...parts, logPartition: 0 });
    });
    return {
      lower: brackets.map(({ lower }) => lower),
      upper: brackets.map(({ upper }) => upper),
    };
  } finally {
    given.dispose();
  }
}
