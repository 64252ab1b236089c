import { setImmediate } from "node:timers/promises";
import { type Key, split, stopGradient } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { type Training, train } from "@ebm/engine";
import { defensive, logPartitionLoss, productBernoulli } from "@ebm/joint-partition";
import { type Activation, initMlp, logPartitionNetwork, type MlpParams, mlp } from "@ebm/nn";
import { adam, cosineDecay } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import type { Experiment } from "../../experiments/experiment.js";
import { createClock } from "../../training/clock.js";
import { minibatches } from "../../training/minibatches.js";

/** How τ is refitted to an energy that stays: plain JSON. */
export type RefitProtocol = {
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Draws for each row. */
  readonly samples: number;
  /** The share of them that is from the prior. */
  readonly share: number;
  /** Widths of the hidden layers of τ. */
  readonly hidden: readonly number[];
  /** Whether τ takes the scores of x, or x itself. */
  readonly input: "scores" | "x";
};

export interface RefitInputs {
  readonly experiment: Experiment;
  /** Of the scores, trained. They stay as they are. */
  readonly scores: MlpParams;
  readonly activation: Activation;
  /** Unlabelled. */
  readonly x: Matrix;
  readonly protocol: RefitProtocol;
  readonly key: Key;
  readonly signal: AbortSignal;
}

type Params = { readonly logPartition: MlpParams };

/** τ as a function of x, refitted; its run is for the caller to dispose. */
export async function refitLogPartition(inputs: RefitInputs): Promise<Training<Params>> {
  const { experiment, activation, x, protocol, signal } = inputs;
  const { structure, energy, scores: width } = experiment;
  const { steps, learningRate, samples, share, hidden } = protocol;
  const labels = structure.dim;
  const [first, order, noise] = split(inputs.key, 3) as [Key, Key, Key];
  const features = protocol.input === "scores" ? width : x.shape[1];
  const batchSize = Math.min(protocol.batchSize, x.shape[0]);
  const run = train<Params, { x: tf.Tensor2D; uniforms: tf.Tensor3D }>({
    loss: (params, { x, uniforms }) => {
      const scores = stopGradient(mlp(inputs.scores, x, { activation }));
      const unary = tf.slice(scores, [0, 0], [-1, labels]) as tf.Tensor2D;
      const proposal = defensive(
        { proposal: productBernoulli(unary), prior: productBernoulli(tf.zerosLike(unary)) },
        { share },
      );
      const y = stopGradient(proposal.sample(uniforms));
      return logPartitionLoss({
        sampleEnergy: energy(scores, y),
        sampleLogWeights: tf.sub(-structure.logSize, proposal.logProb(y)),
        logPartition: logPartitionOf(params, { scores, x }, protocol),
      });
    },
    params: {
      logPartition: initMlp({
        key: first,
        sizes: [features, ...hidden, 1],
        zeroLast: true,
        activation: "softplus",
      }),
    },
    optimizer: adam({ learningRate: cosineDecay({ from: learningRate, steps }) }),
    batches: minibatches({
      x,
      y: { data: new Float32Array(0), shape: [x.shape[0], 0] },
      batchSize,
      noise: { uniforms: [batchSize, samples, 1 + labels] },
      keys: { order, noise },
    }),
    steps,
  });
  const clock = createClock(Number.POSITIVE_INFINITY);
  for await (const _ of run) {
    if (clock.ticks()) await setImmediate();
    signal.throwIfAborted();
  }
  return run;
}

/** τ of rows of x, of which the scores are known. */
export function logPartitionOf(
  { logPartition }: Params,
  rows: { readonly scores: tf.Tensor2D; readonly x: tf.Tensor2D },
  { input }: Pick<RefitProtocol, "input">,
): tf.Tensor1D {
  return logPartitionNetwork(logPartition, rows[input], { activation: "softplus" });
}
