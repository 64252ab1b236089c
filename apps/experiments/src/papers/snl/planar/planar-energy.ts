import { type Key, normal, type Proposal, split, uniform } from "@ebm/core";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import { tiltedEnergy } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import type { PlanarCell, PlanarProtocol } from "./planar-cell.js";

export type PlanarParams = {
  readonly layers: MlpParams;
  /** The last layer. Its bias is b. Shape [units, 1]. */
  readonly head: tf.Tensor2D;
  /** b, the learned log Z. */
  readonly logNormalizer: tf.Scalar;
};

export type PlanarEnergy = (params: PlanarParams, x: tf.Tensor2D) => tf.Tensor1D;

/**
 * Initializes weights at random. With a base, the last layer is zero, so that E starts at the base.
 * The authors' variant starts as PyTorch does.
 */
export function initPlanarParams(
  of: Key,
  { base, protocol, variant }: Pick<PlanarCell, "base" | "protocol" | "variant">,
): PlanarParams {
  const { hidden, activation, waves } = protocol;
  const sizes = [2 + 2 * (waves?.count ?? 0), ...hidden, 1];
  const layers =
    variant === "authors"
      ? initAsPytorch(of, sizes)
      : initMlp({ key: of, sizes, activation, zeroLast: base === "proposal" });
  const { weight } = layers.at(-1)!;
  return { layers: layers.slice(0, -1), head: weight, logNormalizer: tf.scalar(0) };
}

/** Samples weights and biases uniformly on ±1/√inputs. */
function initAsPytorch(of: Key, sizes: readonly number[]): MlpParams {
  return split(of, sizes.length - 1).map((key, layer) => {
    const [inputs, outputs] = [sizes[layer]!, sizes[layer + 1]!];
    const values = uniform(key, (inputs + 1) * outputs).map((u) => (2 * u - 1) / Math.sqrt(inputs));
    return {
      weight: tf.tensor2d(values.slice(outputs), [inputs, outputs]),
      bias: tf.tensor1d(values.slice(0, outputs)),
    };
  });
}

/** Returns E(x) of the network alone, or tilted from the proposal. */
export function planarEnergy(
  of: Key,
  {
    cell: { base, protocol },
    proposal,
  }: {
    readonly cell: Pick<PlanarCell, "base" | "protocol">;
    readonly proposal: Proposal;
  },
): PlanarEnergy {
  const features = featuresOf(of, protocol);
  const network: PlanarEnergy = ({ layers, head }, x) => {
    const bias = tf.zeros<tf.Rank.R1>([1]);
    const { activation } = protocol;
    const out = mlp([...layers, { weight: head, bias }], features(x), { activation });
    return tf.squeeze(out, [1]);
  };
  if (base === "none") return network;
  return (params, x) => tiltedEnergy((x: tf.Tensor2D) => network(params, x), proposal)(x);
}

/** Returns x, or asinh x, with Fourier features of it. */
function featuresOf(of: Key, { input, waves }: PlanarProtocol): (x: tf.Tensor2D) => tf.Tensor2D {
  const [key] = split(of, 1);
  const count = waves?.count ?? 0;
  const frequencies = normal(key, 2 * count).map((z) => z * (waves?.deviation ?? 0));
  return (x) => {
    const seen = input === "x" ? x : asinh(x);
    if (count === 0) return seen;
    const phases = tf.matMul(seen, tf.tensor2d(frequencies, [2, count])) as tf.Tensor2D;
    return tf.concat([seen, tf.cos(phases), tf.sin(phases)], 1);
  };
}

/** sign x · log(|x| + √(x² + 1)), a form that rounding cannot give the wrong sign. */
function asinh(x: tf.Tensor2D): tf.Tensor2D {
  const size = tf.abs(x);
  return tf.mul(tf.sign(x), tf.log(tf.add(size, tf.sqrt(tf.add(tf.square(size), 1)))));
}
