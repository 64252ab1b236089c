import { key, uniform } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { sampleChain } from "../chains/sample-chain.js";
import { NOISE_PER_COLUMN } from "../chains/sample-slots.js";
import { tiltTensors } from "../tilt/tilt-tensors.js";
import { contextTensors } from "./context-tensors.js";
import type { RegressionParams } from "./regression-params.js";
import { regressionTilt } from "./regression-tilt.js";

/** Samples of the base for each row, weighed by an energy. */
export interface TiltedSamples {
  /** Shape [rows, samples, targets]. */
  readonly y: tf.Tensor3D;
  /** Log-weights, whose log-sum is log Z(x). Shape [rows, samples]. */
  readonly logWeights: tf.Tensor2D;
}

/** Number of samples of each member of each chain. */
const EACH = 16;

/**
 * Samples all members of the base, always with the same noise, and weighs the samples by exp(−f).
 *
 * @param x Shape [rows, features].
 * @throws {TypeError} If there is no energy.
 */
export function tiltedSamples(params: RegressionParams, x: tf.Tensor2D): TiltedSamples {
  const { columns, chains, weights } = params;
  const targets = columns.length;
  const rows = x.shape[0];
  const members = chains[0]!.params["weights.0"]!.shape[0]!;
  const context = contextTensors(params, x);
  const repeated = (values: tf.Tensor2D): tf.Tensor2D => {
    const width = values.shape[1];
    const own = tf.tile(tf.expandDims<tf.Tensor3D>(values, 1), [members, EACH, 1]);
    return tf.reshape(own, [members * rows * EACH, width]);
  };
  const all = { inputs: repeated(context.inputs), offsets: repeated(context.offsets) };
  const width = NOISE_PER_COLUMN * targets;
  const parts = chains.map((chain, c): tf.Tensor3D => {
    const noise = tf.tensor3d(uniform(key(c), members * EACH * width), [members, EACH, width]);
    const samples = sampleChain(chain, columns, tf.tile(noise, [1, rows, 1]), all);
    const byRow = tf.transpose(tf.reshape(samples, [members, rows, EACH, targets]), [1, 0, 2, 3]);
    return tf.reshape<tf.Rank.R3>(byRow, [rows, members * EACH, targets]);
  });
  const y = tf.concat(parts, 1) as tf.Tensor3D;
  const shares = weights.flatMap((weight) =>
    Array<number>(members * EACH).fill(Math.log(weight / members / EACH)),
  );
  const energies = tiltEnergies(params, x, y);
  return { y, logWeights: tf.sub(tf.tensor1d(shares), energies) };
}

/** The energies of targets. Shapes [rows, features] and [rows, samples, targets] → [rows, samples]. */
export function tiltEnergies(
  params: RegressionParams,
  x: tf.Tensor2D,
  y: tf.Tensor3D,
): tf.Tensor2D {
  const { inputs, offsets } = contextTensors(params, x);
  const tilt = regressionTilt(params.columns, inputs.shape[1], key(0));
  return tilt.energy(tiltTensors(tilt, params.tilt!), y, tf.concat([inputs, offsets], 1));
}
