import type { Key } from "@ebm/core";
import type { JointLossName } from "@ebm/models";
import { type Activation, initMlp, type MlpParams } from "@ebm/nn";
import type * as tf from "@tensorflow/tfjs-core";

export type MethodParams = {
  /** The hidden layers of the network that computes the scores. */
  readonly scores: MlpParams;
  /** The hidden layers of the network that computes τ. Empty if the method has none. */
  readonly logPartition: MlpParams;
  /** The hidden layers of the network of a learned sampler, if the method has one. */
  readonly sampler: MlpParams;
};

/** The tensors of a step: x, y, and the uniforms that the method requests. */
export type MethodBatch = {
  readonly x: tf.Tensor2D;
  readonly y: tf.Tensor2D;
} & Readonly<Record<string, tf.Tensor>>;

/** A way to learn scores from pairs (x, y). */
export interface Method {
  /** The networks of the method, besides that of the scores. */
  readonly networks: readonly ("logPartition" | "sampler")[];
  /** The loss that defines the learned probabilities. Default: "logistic". */
  readonly jointLoss?: JointLossName;
  /** The shapes of the uniforms of each step. */
  noise(batchSize: number): Readonly<Record<string, readonly number[]>>;
  loss(params: MethodParams, batch: MethodBatch): tf.Scalar;
}

export interface MethodOptions {
  readonly activation: Activation;
  /** Number of samples from the prior per step. */
  readonly samples: number;
  /** Number of moves or sweeps of a chain. */
  readonly chainSteps?: number;
}

export interface Widths {
  readonly features: number;
  readonly scores: number;
  readonly hidden: readonly number[];
  readonly logPartitionHidden: readonly number[];
  readonly activation: Activation;
}

/** Initializes networks whose outputs are 0: there p = q, and τ = 0 is exact. */
export function initMethodParams(
  [scores, logPartition, sampler]: readonly [Key, Key, Key],
  { networks }: Method,
  widths: Widths,
): MethodParams {
  const { features, hidden, logPartitionHidden, activation } = widths;
  const network = (key: Key, sizes: readonly number[]): MlpParams =>
    initMlp({ key, sizes: [features, ...sizes], zeroLast: true, activation });
  const has = (name: (typeof networks)[number]): boolean => networks.includes(name);
  return {
    scores: network(scores, [...hidden, widths.scores]),
    logPartition: has("logPartition") ? network(logPartition, [...logPartitionHidden, 1]) : [],
    sampler: has("sampler") ? network(sampler, [...hidden, widths.scores]) : [],
  };
}
