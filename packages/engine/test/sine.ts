import "@tensorflow/tfjs-backend-cpu";
import { foldIn, key, normal } from "@ebm/core";
import { adam } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import {
  type Checkpoint,
  type Feeds,
  type Packed,
  type Training,
  type TrainOptions,
  train,
} from "../src/index.js";

// Regression of a sine on noisy inputs. Data and noise are functions of the step.

export type Params = {
  hidden: { weight: tf.Tensor2D; bias: tf.Tensor1D };
  out: tf.Tensor2D;
  unused: tf.Scalar;
};
export type Batch = { x: tf.Tensor2D; noise: tf.Tensor2D };

export const loss = ({ hidden, out }: Params, { x, noise }: Batch): tf.Scalar => {
  const h = tf.tanh(tf.add(tf.matMul(tf.add(x, noise), hidden.weight), hidden.bias));
  return tf.mean(tf.squaredDifference(tf.matMul(h, out), tf.sin(tf.mul(x, 3))));
};

export const initial = (): Params => ({
  hidden: {
    weight: tf.tensor2d(normal(key(1), 16), [1, 16]),
    bias: tf.tensor1d(normal(key(2), 16)),
  },
  out: tf.tensor2d(
    normal(key(3), 16).map((w) => w / 4),
    [16, 1],
  ),
  unused: tf.scalar(5),
});

export const noise: Packed<Float32Array> = {
  data: new Float32Array(32),
  shape: [32, 1],
};
export const batches = (step: number): Feeds => {
  normal(foldIn(key(4), step), noise.data);
  for (const [i, z] of noise.data.entries()) noise.data[i] = z / 100;
  const x = Float32Array.from({ length: 32 }, (_, i) => i / 16 - 1);
  return { x: { data: x, shape: [32, 1] }, noise };
};

export const options: Omit<TrainOptions<Params, Batch>, "params"> = {
  loss,
  optimizer: adam({ learningRate: 0.02 }),
  batches,
  steps: 60,
};

interface Start {
  readonly steps?: number;
  readonly runtime?: "onnx" | "native" | "tfjs";
  /** The step whose noise is NaN. */
  readonly poison?: number;
}

/** The function that `trainInWorker` calls. */
export function start({ poison, ...more }: Start = {}, from?: Checkpoint): Training<Params> {
  const poisoned = (step: number): Feeds => {
    const feeds = batches(step);
    if (step === poison) noise.data[3] = Number.NaN;
    return feeds;
  };
  return train({
    ...options,
    batches: poisoned,
    params: initial(),
    ...more,
    ...(from && { from }),
  });
}
