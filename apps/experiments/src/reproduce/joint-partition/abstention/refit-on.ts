import { setImmediate } from "node:timers/promises";
import { type Key, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { train } from "@ebm/engine";
import { logPartitionLoss } from "@ebm/joint-partition";
import { initMlp, logPartitionNetwork, type MlpParams } from "@ebm/nn";
import { adam, cosineDecay } from "@ebm/optim";
import type * as tf from "@tensorflow/tfjs-core";
import type { Experiment } from "../../../experiments/experiment.js";
import { createClock } from "../../../training/clock.js";
import { minibatches } from "../../../training/minibatches.js";
import { informedDraws } from "./informed-draws.js";

/** How τ is refitted to an energy that stays: plain JSON. */
export type RefitConfig = {
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Draws for each row. */
  readonly samples: number;
  /** The share of them that is from the prior. */
  readonly share: number;
  /** Widths of the hidden layers of τ, of the scores of x. */
  readonly hidden: readonly number[];
};

export interface RefitOnInputs {
  readonly experiment: Experiment;
  readonly labels: number;
  /** Of unlabelled x: all that the energy is a function of. Shape [rows, scores]. */
  readonly scores: Matrix;
  readonly config: RefitConfig;
  readonly key: Key;
  readonly signal: AbortSignal;
}

type Params = { readonly logPartition: MlpParams };

/** τ of rows of scores. */
export interface RefittedLogPartition {
  (scores: Matrix): Promise<Float32Array>;
  dispose(): Promise<void>;
}

/** τ as a function of the scores of x, refitted to the energy that they make. */
export async function refitOn(inputs: RefitOnInputs): Promise<RefittedLogPartition> {
  const { experiment, labels, scores, config, signal } = inputs;
  const { steps, learningRate, samples, share, hidden } = config;
  const [first, order, noise] = split(inputs.key, 3) as [Key, Key, Key];
  const { noiseDim, draw } = informedDraws(experiment, labels, { share });
  const [rows, width] = scores.shape;
  const batchSize = Math.min(config.batchSize, rows);
  const run = train<Params, { x: tf.Tensor2D; uniforms: tf.Tensor3D }>({
    loss: (params, { x, uniforms }) => {
      const { y, logWeights } = draw(x, uniforms);
      return logPartitionLoss({
        sampleEnergy: experiment.energy(x, y),
        sampleLogWeights: logWeights,
        logPartition: tauOf(params, x),
      });
    },
    params: {
      logPartition: initMlp({
        key: first,
        sizes: [width, ...hidden, 1],
        zeroLast: true,
        activation: "softplus",
      }),
    },
    optimizer: adam({ learningRate: cosineDecay({ from: learningRate, steps }) }),
    batches: minibatches({
      x: scores,
      y: { data: new Float32Array(0), shape: [rows, 0] },
      batchSize,
      noise: { uniforms: [batchSize, samples, noiseDim] },
      keys: { order, noise },
    }),
    steps,
  });
  const clock = createClock(Number.POSITIVE_INFINITY);
  for await (const _ of run) {
    if (clock.ticks()) await setImmediate();
    signal.throwIfAborted();
  }
  const forward = run.compile<{ x: tf.Tensor2D }>((params, { x }) => tauOf(params, x));
  const of = async (x: Matrix): Promise<Float32Array> =>
    (await forward({ x })).output!.data as Float32Array;
  return Object.assign(of, { dispose: () => run.dispose() });
}

const tauOf = ({ logPartition }: Params, scores: tf.Tensor2D): tf.Tensor1D =>
  logPartitionNetwork(logPartition, scores, { activation: "softplus" });
