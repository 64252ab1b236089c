import { type Key, normal, type Proposal, split } from "@ebm/core";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import { tiltedEnergy } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import type { PlaneConfig } from "./plane-config.js";

export type PlaneParams = {
  readonly layers: MlpParams;
  /** The last layer. It has no bias, because b is one. Shape [units, 1]. */
  readonly head: tf.Tensor2D;
  /** b, the learned log Z. */
  readonly logNormalizer: tf.Scalar;
};

export type PlaneEnergy = (params: PlaneParams, x: tf.Tensor2D) => tf.Tensor1D;

type NetworkConfig = Pick<PlaneConfig, "base" | "width" | "layers" | "waves">;

/** Smooth, so that score matching has second derivatives. */
const activation = "swish";
/** The standard deviation of the frequencies of the Fourier features. */
const DEVIATION = 2;

/** Initializes the weights. With a base, the last layer is zero, so that E starts at the base. */
export function initPlaneParams(key: Key, config: NetworkConfig): PlaneParams {
  const { base, width, layers: count, waves } = config;
  const sizes = [2 + 2 * waves, ...new Array<number>(count).fill(width), 1];
  const layers = initMlp({ key, sizes, activation, zeroLast: base === "proposal" });
  const { weight } = layers.at(-1)!;
  return { layers: layers.slice(0, -1), head: weight, logNormalizer: tf.scalar(0) };
}

/** Returns f(x), a network on x and Fourier features of it. */
export function planeNetwork(
  key: Key,
  { waves }: Pick<NetworkConfig, "waves">,
): (params: Omit<PlaneParams, "logNormalizer">, x: tf.Tensor2D) => tf.Tensor1D {
  const features = featuresOf(key, waves);
  return ({ layers, head }, x) => {
    const bias = tf.zeros<tf.Rank.R1>([1]);
    return tf.squeeze(mlp([...layers, { weight: head, bias }], features(x), { activation }), [1]);
  };
}

/** Returns E(x): the network, tilted from the proposal if it has a base. */
export function planeEnergy(
  key: Key,
  { config, proposal }: { readonly config: NetworkConfig; readonly proposal: Proposal },
): PlaneEnergy {
  const network = planeNetwork(key, config);
  if (config.base === "none") return network;
  return (params, x) => tiltedEnergy((x: tf.Tensor2D) => network(params, x), proposal)(x);
}

function featuresOf(key: Key, count: number): (x: tf.Tensor2D) => tf.Tensor2D {
  const [waves] = split(key, 1);
  const frequencies = normal(waves, 2 * count).map((z) => z * DEVIATION);
  return (x) => {
    if (count === 0) return x;
    const phases = tf.matMul(x, tf.tensor2d(frequencies, [2, count])) as tf.Tensor2D;
    return tf.concat([x, tf.cos(phases), tf.sin(phases)], 1);
  };
}
