import { key, normal } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

interface Draws<T extends tf.Tensor> {
  readonly dataEnergy: tf.Tensor1D;
  readonly sampleEnergy: T;
  readonly sampleLogProb: T;
}

export const batch = 4;
export const samples = 6;
const vector = (seed: number, size: number): tf.Tensor1D =>
  tf.keep(tf.tensor1d(normal(key(seed), size)));
const matrix = (seed: number): tf.Tensor2D =>
  tf.keep(tf.tensor2d(normal(key(seed), batch * samples), [batch, samples]));
export const dataEnergy: tf.Tensor1D = vector(1, batch);
export const dataLogProb: tf.Tensor1D = vector(2, batch);
export const shared: Draws<tf.Tensor1D> = {
  dataEnergy,
  sampleEnergy: vector(3, samples),
  sampleLogProb: vector(4, samples),
};
export const own: Draws<tf.Tensor2D> = {
  dataEnergy,
  sampleEnergy: matrix(5),
  sampleLogProb: matrix(6),
};

export const far = (size: number): tf.Tensor1D =>
  tf.tensor1d(Array.from({ length: size }, (_, i) => (i % 2 ? 1e4 : -1e4)));
