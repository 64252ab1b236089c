import { type Key, logMeanExp, split, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { compile, train } from "@ebm/engine";
import { logPartitionLoss } from "@ebm/joint-partition";
import { initMlp, logPartitionNetwork, type MlpParams } from "@ebm/nn";
import { adam, cosineDecay } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import type { Experiment } from "../../../experiments/experiment.js";
import { minibatches } from "../../../training/minibatches.js";
import { runToEnd } from "../../run-to-end.js";
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

const START_ROWS = 64;
const START_DRAWS = 64;

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
  const [first, order, noise, forStart] = split(inputs.key, 4) as [Key, Key, Key, Key];
  const { noiseDim, draw } = informedDraws(experiment, labels, { share });
  const [rows, width] = scores.shape;
  const batchSize = Math.min(config.batchSize, rows);
  const layers = initMlp({
    key: first,
    sizes: [width, ...hidden, 1],
    zeroLast: true,
    activation: "softplus",
  });
  const last = layers.at(-1);
  const start = await meanLogPartition(inputs, forStart);
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
      logPartition: [...layers.slice(0, -1), { weight: last!.weight, bias: tf.tensor1d([start]) }],
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
  await runToEnd(run, { signal });
  const forward = run.compile<{ x: tf.Tensor2D }>((params, { x }) => tauOf(params, x));
  const of = async (x: Matrix): Promise<Float32Array> =>
    (await forward({ x })).output!.data as Float32Array;
  return Object.assign(of, { dispose: () => run.dispose() });
}

/** The mean of log Z as a few draws see it: where τ starts, since from 0 it would take long. */
async function meanLogPartition(
  { experiment, labels, scores, config: { share } }: RefitOnInputs,
  key: Key,
): Promise<number> {
  const { noiseDim, draw } = informedDraws(experiment, labels, { share });
  const rows = Math.min(START_ROWS, scores.shape[0]);
  const run = compile(({ x, uniforms }) => {
    const { y, logWeights } = draw(x as tf.Tensor2D, uniforms as tf.Tensor3D);
    return logMeanExp(tf.sub(logWeights, experiment.energy(x as tf.Tensor2D, y)), 1);
  });
  const { output } = await run({
    x: { data: scores.data.subarray(0, rows * scores.shape[1]), shape: [rows, scores.shape[1]] },
    uniforms: {
      data: uniform(key, rows * START_DRAWS * noiseDim),
      shape: [rows, START_DRAWS, noiseDim],
    },
  });
  await run.dispose();
  return (output!.data as Float32Array).reduce((sum, value) => sum + value, 0) / rows;
}

const tauOf = ({ logPartition }: Params, scores: tf.Tensor2D): tf.Tensor1D =>
  logPartitionNetwork(logPartition, scores, { activation: "softplus" });
