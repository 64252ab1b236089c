import { foldIn, type Key, split, uniform } from "@ebm/core";
import { type Matrix, takeRows } from "@ebm/datasets";
import type { Training } from "@ebm/engine";
import type { RbmParams } from "@ebm/nn";
import {
  annealedImportanceSampling,
  blockGibbs,
  type LogPartitionBracket,
  logPartitionBracket,
  sigmoidSchedule,
} from "@ebm/samplers";
import * as tf from "@tensorflow/tfjs-core";

export interface AnnealedBracketInputs {
  readonly run: Training<RbmParams>;
  /**
   * Logits of the independent visible bits that the chains start from. Hidden bits are fair at the
   * start.
   */
  readonly bias: Float32Array;
  readonly hidden: number;
  /** The rows that the reverse chains start at. Shape [rows, dim]. */
  readonly rows: Matrix;
  readonly chains: number;
  readonly temperatures: number;
  readonly key: Key;
  readonly signal: AbortSignal;
}

type Inputs = {
  /** The visible and hidden bits. Shape [chains, dim + hidden]. */
  readonly x: tf.Tensor2D;
  readonly betas: tf.Tensor1D;
  /** Shape [temperatures, chains, dim + hidden]. */
  readonly noise: tf.Tensor;
  readonly logWeights: tf.Tensor1D;
};

/**
 * Brackets log Z of a restricted Boltzmann machine by annealed importance sampling in both
 * directions. Each chain holds visible and hidden bits, and updates all bits of one side at once.
 * Reverse chains start at rows of data, after Gibbs sampling of the target for a fifth of the
 * sweeps. If those sweeps have converged, the starts are samples of the target.
 *
 * Reference: Salakhutdinov, Murray. On the quantitative analysis of deep belief networks. 2008.
 */
export async function annealedBracket(inputs: AnnealedBracketInputs): Promise<LogPartitionBracket> {
  const { run, bias, hidden, rows, chains, temperatures, signal } = inputs;
  const dim = bias.length;
  const width = dim + hidden;
  const [first, forward, choice, reverse] = split(inputs.key, 4);
  const anneal = (back: boolean) =>
    run.compile((params, { x, betas, noise, logWeights }: Inputs) => {
      const { base, model, chain } = machine(params, bias);
      const annealed = annealedImportanceSampling({
        base: back ? model : base,
        target: back ? base : model,
        chain: (_, beta) => chain(back ? tf.sub<tf.Scalar>(1, beta) : beta),
        x,
        betas,
        noise,
      });
      return { ends: annealed.x, weights: tf.add(logWeights, annealed.logWeights) };
    });
  /** Number of temperatures at a time, to limit the memory of their noise. */
  const all = async (start: Float32Array, key: Key, back: boolean): Promise<Float32Array> => {
    const part = anneal(back);
    // at β = 0 the chain samples its initial distribution, and gains no weight
    const still = new Float32Array(back ? Math.ceil(temperatures / 5) : 0);
    const schedule = Float32Array.of(...still, ...sigmoidSchedule(temperatures));
    let [x, logWeights] = [start, new Float32Array(chains)];
    for (let from = 0; from < schedule.length - 1; from += AT_ONCE) {
      signal.throwIfAborted();
      const count = Math.min(AT_ONCE, schedule.length - 1 - from);
      const { ends, weights } = await part({
        x: { data: x, shape: [chains, width] },
        betas: { data: schedule.subarray(from, from + count + 1), shape: [count + 1] },
        noise: {
          data: uniform(foldIn(key, from), count * chains * width),
          shape: [count, chains, width],
        },
        logWeights: { data: logWeights, shape: [chains] },
      });
      x = ends.data.slice();
      logWeights = weights.data.slice();
    }
    return logWeights;
  };

  const independent = uniform(first, chains * width).map((u, i) =>
    u < 1 / (1 + Math.exp(-(bias[i % width] ?? 0))) ? 1 : 0,
  );
  const indices = uniform(choice, chains).map((u) => Math.floor(u * rows.shape[0]));
  const { data } = takeRows(rows, indices);
  const observed = new Float32Array(chains * width);
  for (let chain = 0; chain < chains; chain++) {
    observed.set(data.subarray(chain * dim, (chain + 1) * dim), chain * width);
  }
  return logPartitionBracket({
    forward: await all(independent, forward, false),
    reverse: await all(observed, reverse, true),
    logPartition: bias.reduce((sum, b) => sum + Math.log1p(Math.exp(b)), hidden * Math.LN2),
  });
}

const AT_ONCE = 50;

/**
 * Computes energies of visible and hidden bits together, and the chain that updates the two sides
 * in turn.
 */
function machine({ weight, visibleBias, hiddenBias }: RbmParams, bias: Float32Array) {
  const [dim, hidden] = weight.shape;
  const sides = (x: tf.Tensor2D) => tf.split(x, [dim, hidden], 1) as [tf.Tensor2D, tf.Tensor2D];
  const ofBase = tf.tensor1d(bias);
  const dot = (x: tf.Tensor, of: tf.Tensor): tf.Tensor1D => tf.sum(tf.mul(x, of), 1);
  return {
    base: (x: tf.Tensor2D): tf.Tensor1D => tf.neg(dot(sides(x)[0], ofBase)),
    model(x: tf.Tensor2D): tf.Tensor1D {
      const [visible, h] = sides(x);
      const ofHidden = dot(h, tf.add(tf.matMul(visible, weight), hiddenBias));
      return tf.neg(tf.add(dot(visible, visibleBias), ofHidden));
    },
    chain: (beta: tf.Scalar) => {
      const toHidden = tf.mul<tf.Tensor2D>(weight, beta);
      const toVisible = tf.transpose(toHidden);
      const bases = tf.add(tf.mul(ofBase, tf.sub(1, beta)), tf.mul(visibleBias, beta));
      return blockGibbs(
        (x, block) => {
          const [visible, h] = sides(x);
          return block === 0
            ? tf.concat(
                [visible, tf.add(tf.matMul(visible, toHidden), tf.mul(hiddenBias, beta))],
                1,
              )
            : tf.concat([tf.add(tf.matMul(h, toVisible), bases) as tf.Tensor2D, h], 1);
        },
        { colors: Array.from({ length: dim + hidden }, (_, i) => (i < dim ? 1 : 0)) },
      );
    },
  };
}
