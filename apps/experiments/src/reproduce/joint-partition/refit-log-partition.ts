import { capped, type FDivergence, type Key, kl, split, stopGradient, uniform } from "@ebm/core";
import { columnStatistics, type Matrix } from "@ebm/datasets";
import { train } from "@ebm/engine";
import { defensive, logPartitionLoss, productBernoulli } from "@ebm/joint-partition";
import { initMlp, logPartitionNetwork, type MlpParams } from "@ebm/nn";
import { adam, cosineDecay } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import type { Experiment } from "../../experiments/experiment.js";
import { minibatches } from "../../training/minibatches.js";
import { runToEnd } from "../run-to-end.js";

/** How τ is refitted to an energy that stays: plain JSON. */
export type RefitProtocol = {
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Draws for each row. */
  readonly samples: number;
  /** The share of them that is from the prior. */
  readonly share: number;
  /** Widths of the hidden layers of τ, a network of the scores of x. */
  readonly hidden: readonly number[];
};

export interface RefitInputs {
  readonly experiment: Experiment;
  /** Of unlabelled rows, by a model that stays as it is. */
  readonly scores: Matrix;
  readonly protocol: RefitProtocol;
  readonly key: Key;
  readonly signal: AbortSignal;
}

/**
 * Beyond e² the exponential goes on as its tangent: else what τ lacks at the start of one row would
 * outweigh all others. No optimum moves, for weighted ratios come to 1/(1 − share) at most.
 */
const divergence: FDivergence = capped(kl(), 2);

type Params = { readonly logPartition: MlpParams };
type Batch = { readonly x: tf.Tensor2D; readonly uniforms: tf.Tensor3D };

/**
 * Learns log E_q exp(−E(x, ·)) of an energy that is given, on x without their y, from draws that
 * are close to the model, with importance weights.
 *
 * @returns τ, as a function of the scores of x.
 */
export async function refitLogPartition(
  inputs: RefitInputs,
): Promise<(scores: tf.Tensor2D) => tf.Tensor1D> {
  const { experiment, scores, protocol, signal } = inputs;
  const { steps, batchSize, samples, hidden } = protocol;
  const [rows, width] = scores.shape;
  const [forInit, order, noise, forStart] = split(inputs.key, 4) as [Key, Key, Key, Key];
  const noiseShape = [Math.min(batchSize, rows), samples, 1 + experiment.structure.dim] as const;

  const { mean, std } = columnStatistics(scores);
  const start = tf.tidy(() => {
    const some = tf.slice(tf.tensor2d(scores.data, [...scores.shape]), 0, noiseShape[0]);
    const size = noiseShape.reduce((a, b) => a * b, 1);
    const uniforms = tf.tensor3d(uniform(forStart, size), [...noiseShape]);
    return tf.mean(drawn(some as tf.Tensor2D, uniforms, inputs)).dataSync()[0]!;
  });
  const tau = ({ logPartition }: Params, of: tf.Tensor2D): tf.Tensor1D => {
    const standard = tf.div(tf.sub(of, tf.tensor1d(mean)), tf.tensor1d(std)) as tf.Tensor2D;
    const learned = logPartitionNetwork(logPartition, standard, { activation: "softplus" });
    return tf.add(learned, start);
  };

  const run = train<Params, Batch>({
    loss: (params, { x, uniforms }) => {
      const sampleEnergy = tf.neg(drawn(x, uniforms, inputs));
      return logPartitionLoss({ sampleEnergy, logPartition: tau(params, x) }, { divergence });
    },
    params: {
      logPartition: initMlp({
        key: forInit,
        sizes: [width, ...hidden, 1],
        zeroLast: true,
        activation: "softplus",
      }),
    },
    optimizer: adam({ learningRate: cosineDecay({ from: protocol.learningRate, steps }) }),
    batches: minibatches({
      x: scores,
      y: { data: new Float32Array(rows), shape: [rows, 1] },
      batchSize,
      noise: { uniforms: noiseShape },
      keys: { order, noise },
    }),
    steps,
  });
  try {
    await runToEnd(run, { signal });
    const params = run.params();
    return (of) => tau(params, of);
  } finally {
    await run.dispose();
  }
}

/**
 * Draws for each row from bits that are independent given the unary scores, or from the prior:
 * log q/r − E at each of them.
 */
function drawn(
  scores: tf.Tensor2D,
  uniforms: tf.Tensor3D,
  { experiment, protocol }: Pick<RefitInputs, "experiment" | "protocol">,
): tf.Tensor2D {
  const { structure, energy } = experiment;
  const unary = tf.slice(scores, [0, 0], [-1, structure.dim]) as tf.Tensor2D;
  const proposal = defensive(
    { proposal: productBernoulli(unary), prior: productBernoulli(tf.zerosLike(unary)) },
    { share: protocol.share },
  );
  const y = stopGradient(proposal.sample(uniforms));
  const logWeights = tf.sub(-structure.logSize, proposal.logProb(y));
  return tf.sub(logWeights, energy(scores, y));
}
