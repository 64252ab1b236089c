import { scan } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { BitsChainParams } from "./bits-chain-params.js";
import type { BitsBaseParams } from "./bits-params.js";
import type { TreeMixtureParams } from "./tree-mixture-params.js";

/**
 * Returns exact samples of a base as a function of tensors that compiles and exports. The first
 * uniform of a row picks a base, the second a component, and each other one decides a bit.
 *
 * `uniforms` on [0, 1) have shape [batch, dim + 2]; the samples have shape [batch, dim].
 */
export function sampleBitsOf(params: BitsBaseParams): (uniforms: tf.Tensor2D) => tf.Tensor2D {
  return (uniforms) => {
    const [batch, width] = uniforms.shape;
    const column = (j: number): tf.Tensor1D =>
      tf.reshape(tf.slice(uniforms, [0, j], [batch, 1]), [batch]);
    const bits = tf.slice(uniforms, [0, 2], [batch, width - 2]);
    return sample(params, { base: column(0), component: column(1), bits });
  };
}

interface Uniforms {
  /** Shape [batch]. */
  readonly base: tf.Tensor1D;
  /** Shape [batch]. */
  readonly component: tf.Tensor1D;
  /** Shape [batch, dim]. */
  readonly bits: tf.Tensor2D;
}

function sample(params: BitsBaseParams, uniforms: Uniforms): tf.Tensor2D {
  if (params.kind === "chain") return sampleChain(params.chain, uniforms);
  if (params.kind === "trees") return sampleTrees(params.trees, uniforms);
  const chosen = pick(params.weights, uniforms.base);
  const samples = params.bases.map((base) => sample(base, uniforms));
  return samples.reduce((others, own, b) =>
    tf.where(tf.expandDims(tf.equal(chosen, b), 1) as tf.Tensor2D, own, others),
  );
}

function sampleChain({ order, bias, weights }: BitsChainParams, { bits }: Uniforms): tf.Tensor2D {
  const dim = order.length;
  const fromOthers = tf.tensor2d(Float32Array.from(weights), [dim, dim]);
  const positions = new Int32Array(dim);
  for (let j = 0; j < dim; j++) positions[order[j]!] = j;
  const steps = {
    place: tf.eye(dim),
    column: tf.transpose(fromOthers),
    bias: tf.tensor1d(Float32Array.from(bias)),
    uniform: tf.transpose(bits),
  };
  const last = scan(
    ({ y }, { place, column, bias, uniform }) => {
      const logit = tf.add(tf.sum(tf.mul(y, column), 1), bias);
      return { y: withBit(y, { place, logit, uniform }) };
    },
    { y: tf.zerosLike(bits) },
    steps,
  );
  return tf.gather(last.y, tf.tensor1d(positions, "int32"), 1);
}

function sampleTrees(
  { logWeights, orders, parents, logits }: TreeMixtureParams,
  { component, bits }: Uniforms,
): tf.Tensor2D {
  const components = logWeights.length;
  const dim = orders.length / components;
  const chosen = pick(Array.from(logWeights, Math.exp), component);
  /** A value for each step and component. */
  const table = (entryOf: (i: number) => number): tf.Tensor2D => {
    const values = Float32Array.from({ length: dim * components }, (_, i) => {
      const [step, k] = [Math.floor(i / components), i % components];
      return entryOf(k * dim + orders[k * dim + step]!);
    });
    return tf.tensor2d(values, [dim, components]);
  };
  const steps = {
    place: table((i) => i % dim),
    // the logits of a root do not depend on a parent
    parent: table((i) => Math.max(0, parents[i]!)),
    first: table((i) => logits[2 * i]!),
    second: table((i) => logits[2 * i + 1]!),
    uniform: tf.transpose(bits),
  };
  const places = tf.range(0, dim);
  const ofChosen = (values: tf.Tensor): tf.Tensor => tf.gather(values, chosen);
  const oneAt = (values: tf.Tensor): tf.Tensor =>
    tf.cast(tf.equal(tf.expandDims(ofChosen(values), 1), places), "float32");
  const last = scan(
    ({ y }, { place, parent, first, second, uniform }) => {
      const given = tf.sum(tf.mul(y, oneAt(parent)), 1);
      const [zero, one] = [ofChosen(first), ofChosen(second)];
      const logit = tf.where(tf.greater(given, 0.5), one, zero);
      return { y: withBit(y, { place: oneAt(place), logit, uniform }) };
    },
    { y: tf.zerosLike(bits) },
    steps,
  );
  return last.y;
}

/** Decides the bit at a place, where there is a 0 so far. */
function withBit(
  y: tf.Tensor2D,
  { place, logit, uniform }: Readonly<Record<"place" | "logit" | "uniform", tf.Tensor>>,
): tf.Tensor2D {
  const bit = tf.cast(tf.less(uniform, tf.sigmoid(logit)), "float32");
  return tf.add(y, tf.mul(tf.expandDims(bit, 1), place));
}

/** The position of the first cumulative weight above u. Shape [batch], int32. */
function pick(weights: readonly number[], u: tf.Tensor1D): tf.Tensor1D {
  let sum = 0;
  const bounds = weights.slice(0, -1).map((weight) => (sum += weight));
  if (bounds.length === 0) return tf.cast(tf.mul(u, 0), "int32");
  const isAbove = tf.greaterEqual(tf.expandDims(u, 1), tf.tensor1d(bounds));
  return tf.sum(tf.cast(isAbove, "int32"), 1);
}
