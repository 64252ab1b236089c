import { capped, kl, stopGradient, type Tree } from "@ebm/core";
import { jointPartitionLoss } from "@ebm/joint-partition";
import { logPartitionNetwork, type MlpParams } from "@ebm/nn";
import { snlLoss } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import type { Tilt } from "./tilt.js";

export type TiltParams<P extends Tree> = {
  /** The parameters of the energy. */
  readonly energy: P;
  /** b, the constant part of the learned log Z. Shape []. */
  readonly logNormalizer: tf.Scalar;
  /** τ, the part that depends on x: log Z(x) is about b + τ(x). Empty if there is none. */
  readonly logPartition: MlpParams;
};

export type TiltBatch = {
  /** Shape [batch, dim]. */
  readonly y: tf.Tensor2D;
  /** Shape [batch, features]. */
  readonly x?: tf.Tensor2D;
  /**
   * Samples of the base, or all y. Shape [batch, samples, dim], or [1, samples, dim] if shared.
   * Undefined if the tilt knows its log Z.
   */
  readonly samples?: tf.Tensor3D;
  /** log q of all y, if `samples` holds these. Shape [batch, samples] or [1, samples]. */
  readonly logProb?: tf.Tensor2D;
};

/** The largest exponent of a weight; larger ones count as this one in the gradient. */
const CAP = 20;

/**
 * Negative log-likelihood of a tilt relative to its base, −log p(y|x) + log q(y|x), in nats. It is
 * exact if the tilt knows its log Z, or the batch has all y. Otherwise it is a bound that learns log Z
 * beside the energy: `jointPartitionLoss` with samples for each x, `snlLoss` with one pool for all.
 *
 * In both, energies and densities are relative to the base, so log q of its samples is 0.
 */
export function tiltLoss<P extends Tree>(
  tilt: Tilt<P>,
): (params: TiltParams<P>, batch: TiltBatch) => tf.Scalar {
  const options = { divergence: capped(kl(), CAP) };
  return ({ energy: params, logNormalizer, logPartition: network }, batch) => {
    const { y, x, samples, logProb } = batch;
    const rows = y.shape[0];
    if (!samples) {
      const points: tf.Tensor3D = tf.expandDims(y, 1);
      const dataEnergy: tf.Tensor1D = tf.squeeze(tilt.energy(params, points, x), [1]);
      return tf.add(tf.mean(dataEnergy), tf.mean(tilt.logPartition!(params, x!)));
    }
    const { dataEnergy, sampleEnergy } = energiesOf(tilt, params, { y, samples, ...(x && { x }) });
    if (logProb) {
      return tf.add(tf.mean(dataEnergy), tf.mean(logSumExp(tf.sub(logProb, sampleEnergy))));
    }
    if (!x) {
      const pool: tf.Tensor1D = tf.squeeze(sampleEnergy, [0]);
      const sampleLogProb = tf.zerosLike(pool);
      return snlLoss({ dataEnergy, sampleEnergy: pool, sampleLogProb, logNormalizer }, options);
    }
    const constant = tf.mul<tf.Tensor1D>(logNormalizer, tf.ones([rows]));
    const logPartition =
      network.length > 0
        ? tf.add<tf.Tensor1D>(constant, logPartitionNetwork(network, x, { activation: "tanh" }))
        : constant;
    return jointPartitionLoss({ dataEnergy, sampleEnergy, logPartition }, options);
  };
}

interface Energies {
  /** Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** Shape [batch, samples], or [1, samples] if f has the same value for all x. */
  readonly sampleEnergy: tf.Tensor2D;
}

/** f at the data and at the samples, in one call. */
function energiesOf<P extends Tree>(
  { energy, ignoresInputs }: Tilt<P>,
  params: P,
  { y, x, samples }: Pick<TiltBatch, "y" | "x"> & { readonly samples: tf.Tensor3D },
): Energies {
  const rows = y.shape[0];
  const [groups, count, dim] = samples.shape;
  if (!x || ignoresInputs) {
    const flat: tf.Tensor3D = tf.reshape(samples, [1, groups * count, dim]);
    const all = energy(params, tf.concat([tf.expandDims<tf.Tensor3D>(y, 0), flat], 1));
    return {
      dataEnergy: tf.reshape(tf.slice(all, [0, 0], [1, rows]), [rows]),
      sampleEnergy: tf.reshape(tf.slice(all, [0, rows], [1, -1]), [groups, count]),
    };
  }
  const points: tf.Tensor3D = tf.mul(samples, tf.ones([rows, 1, 1]));
  const all = energy(params, tf.concat([tf.expandDims<tf.Tensor3D>(y, 1), points], 1), x);
  return {
    dataEnergy: tf.reshape(tf.slice(all, [0, 0], [-1, 1]), [rows]),
    sampleEnergy: tf.slice(all, [0, 1], [-1, count]),
  };
}

/** log Σ exp over the last axis. */
function logSumExp(x: tf.Tensor2D): tf.Tensor1D {
  const max = stopGradient(tf.max(x, 1, true));
  return tf.add(tf.log(tf.sum(tf.exp(tf.sub(x, max)), 1)), tf.squeeze(max, [1]));
}
