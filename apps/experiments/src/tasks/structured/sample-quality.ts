import { foldIn, uniform } from "@ebm/core";
import { logSumExp, mean } from "@ebm/core/float64";
import type { ModelOutputs } from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";
import type { Metrics } from "../task.js";
import type { StructuredInstance } from "./structured-instance.js";

/** Number of rows that are looked at. */
const ROWS = 64;
/** The largest number of products of an evaluation. */
const MOST = 2 ** 26;

/**
 * Measures how well the samples of a training step represent the model. For weights w = exp(−E) of
 * the samples of one x, the effective sample size is (Σ w)² / Σ w², from 1 to the number of samples.
 * Returns its mean over x, and the mean of τ(x). The samples are the same in each call.
 */
export function sampleQuality(
  { config, model, keys }: Pick<StructuredInstance, "config" | "model" | "keys">,
  { scores, logPartition }: ModelOutputs,
): Metrics {
  const { structure, scores: width } = model;
  const count = config.samples;
  const fit = Math.max(1, Math.floor(MOST / (count * Math.max(width, structure.dim))));
  const rows = Math.min(ROWS, fit, scores.length / width);
  const uniforms = uniform(foldIn(keys.noise, NOISE), count * structure.noiseDim);
  const energies = tf.tidy(() => {
    const samples = structure.sample(tf.tensor2d(uniforms, [count, structure.noiseDim]));
    const some = tf.tensor2d(scores.subarray(0, rows * width), [rows, width]);
    return model.energy(some, tf.expandDims<tf.Tensor3D>(samples, 0)).dataSync();
  });
  const sizes = Float64Array.from({ length: rows }, (_, row) => {
    const weights = Array.from(energies.subarray(row * count, (row + 1) * count), (e) => -e);
    return Math.exp(2 * logSumExp(weights) - logSumExp(weights.map((weight) => 2 * weight)));
  });
  return { effectiveSamples: mean(sizes), logPartition: mean(logPartition) };
}

/** The step whose noise these samples have: no step of training. */
const NOISE = 2 ** 31 - 1;
