import { type FDivergence, type Key, kl, logMeanExp, split, uniform } from "@ebm/core";
import { columnStatistics, type Matrix } from "@ebm/datasets";
import { logPartitionLoss } from "@ebm/joint-partition";
import type { StructuredModel } from "@ebm/models";
import { initMlp, logPartitionNetwork, type MlpParams } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import { minibatches } from "../../training/minibatches.js";
import { optimizer } from "../../training/optimizer.js";
import { trainToEnd } from "../../training/train-to-end.js";
import { informedDraws } from "./informed-draws.js";

/** The protocol of refitting τ to a fixed energy: plain JSON. */
export type RefitProtocol = {
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Number of samples per row. */
  readonly samples: number;
  /** The fraction of samples from the prior. */
  readonly share: number;
  /** Widths of the hidden layers of τ, a network of the scores of x. */
  readonly hidden: readonly number[];
};

export interface RefitInputs {
  readonly experiment: StructuredModel;
  readonly labels: number;
  /** Samples and energies of unlabeled rows, by a fixed model. */
  readonly scores: Matrix;
  readonly protocol: RefitProtocol;
  readonly key: Key;
  readonly signal: AbortSignal;
}

export interface RefitOptions {
  readonly divergence?: FDivergence;
}

type Params = { readonly logPartition: MlpParams };
type Batch = { readonly x: tf.Tensor2D; readonly uniforms: tf.Tensor3D };

/**
 * Learns log E_q exp(−E(x, ·)) of a fixed energy, on x without labels. Uses samples close to the
 * model, with importance weights.
 *
 * @returns τ, as a function of the scores of x.
 */
export async function refitLogPartition(
  inputs: RefitInputs,
  { divergence = kl() }: RefitOptions = {},
): Promise<(scores: tf.Tensor2D) => tf.Tensor1D> {
  const { experiment, labels, scores, protocol, signal } = inputs;
  const { samples, share, hidden } = protocol;
  const { noiseDim, draw } = informedDraws(experiment, labels, { share });
  const [rows, width] = scores.shape;
  const [forInit, order, noise, forStart] = split(inputs.key, 4);
  const noiseShape = [Math.min(protocol.batchSize, rows), samples, noiseDim] as const;

  /** Computes log q/r − E of each sample. */
  const drawn = (rowScores: tf.Tensor2D, uniforms: tf.Tensor3D): tf.Tensor2D => {
    const { y, logWeights } = draw(rowScores, uniforms);
    return tf.sub(logWeights, experiment.energy(rowScores, y));
  };
  const { mean, std } = columnStatistics(scores);
  const start = tf.tidy(() => {
    const some = tf.slice(tf.tensor2d(scores.data, [...scores.shape]), 0, noiseShape[0]);
    const size = noiseShape.reduce((a, b) => a * b, 1);
    const uniforms = tf.tensor3d(uniform(forStart, size), [...noiseShape]);
    return tf.mean(logMeanExp(drawn(some as tf.Tensor2D, uniforms), 1)).dataSync()[0]!;
  });
  const tau = ({ logPartition }: Params, rowScores: tf.Tensor2D): tf.Tensor1D => {
    const standard = tf.div(tf.sub(rowScores, tf.tensor1d(mean)), tf.tensor1d(std)) as tf.Tensor2D;
    const learned = logPartitionNetwork(logPartition, standard, { activation: "softplus" });
    return tf.add(learned, start);
  };

  const { run } = await trainToEnd<Params, Batch>(
    {
      loss: (params, { x, uniforms }) => {
        const sampleEnergy = tf.neg(drawn(x, uniforms));
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
      optimizer: optimizer(protocol),
      batches: minibatches({
        rows: { x: scores },
        batchSize: protocol.batchSize,
        uniforms: { uniforms: noiseShape },
        keys: { order, noise },
      }),
      steps: protocol.steps,
    },
    { signal },
  );
  const params = run.params();
  await run.dispose();
  return (rowScores) => tau(params, rowScores);
}
