import { scan } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { bitColumns } from "./bit-columns.js";
import type { BitsChainParams } from "./bits-chain-params.js";
import { bitsChainTensors } from "./bits-chain-tensors.js";
import type { BitsBaseParams } from "./bits-params.js";
import { chainLayout } from "./chain-layout.js";
import type { TreeMixtureParams } from "./tree-mixture-params.js";

/**
 * Returns exact samples of a base as a function of tensors that compiles and exports. The first
 * uniform of a row picks a base, the second a component, and each other one decides a column.
 *
 * `uniforms` on [0, 1) have shape [batch, dim + 2]; the samples, which are the values of the columns,
 * have shape [batch, dim].
 */
export function sampleBitsOf(params: BitsBaseParams): (uniforms: tf.Tensor2D) => tf.Tensor2D {
  return (uniforms) => {
    const [batch, width] = uniforms.shape;
    const column = (j: number): tf.Tensor1D =>
      tf.reshape(tf.slice(uniforms, [0, j], [batch, 1]), [batch]);
    const values = tf.slice(uniforms, [0, 2], [batch, width - 2]);
    return sample(params, { base: column(0), component: column(1), values });
  };
}

interface Uniforms {
  /** Shape [batch]. */
  readonly base: tf.Tensor1D;
  /** Shape [batch]. */
  readonly component: tf.Tensor1D;
  /** Shape [batch, dim]. */
  readonly values: tf.Tensor2D;
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

/** Decides a position of the chain in each step. The state has the indicators decided so far. */
function sampleChain(params: BitsChainParams, { values: uniforms }: Uniforms): tf.Tensor2D {
  const { levels, order } = params;
  const { ordered } = chainLayout(levels, order);
  const { dim, width, largest, offsets } = ordered;
  const most = largest - 1;
  const { bias, weights, hidden } = bitsChainTensors(params);
  const batch = uniforms.shape[0];
  // the indicators of each position; those that it does not have are one more, which never is
  const places = Int32Array.from({ length: dim * most }, (_, i) => {
    const [position, v] = [Math.floor(i / most), i % most];
    return v < offsets[position + 1]! - offsets[position]! ? offsets[position]! + v : width;
  });
  const padded = (matrix: tf.Tensor2D): tf.Tensor =>
    tf.gather(
      tf.concat([tf.transpose(matrix), tf.zeros([1, matrix.shape[0]])], 0),
      tf.tensor2d(places, [dim, most], "int32"),
    );
  const unreached = tf.tensor1d([LEAST]);
  const steps = {
    place: padded(tf.eye(width)),
    weights: padded(weights),
    outputs: hidden ? padded(hidden.outputs) : tf.zeros([dim, 1, 1]),
    bias: tf.gather(tf.concat([bias, unreached]), tf.tensor2d(places, [dim, most], "int32")),
    uniform: tf.transpose(uniforms),
  };
  const last = scan(
    ({ y }, { place, weights, outputs, bias, uniform }) => {
      const linear = tf.add<tf.Tensor2D>(tf.matMul(y, weights as tf.Tensor2D, false, true), bias);
      const logits = hidden
        ? tf.add<tf.Tensor2D>(
            linear,
            tf.matMul(
              tf.relu(tf.add<tf.Tensor2D>(tf.matMul(y, hidden.inputs), hidden.bias)),
              outputs as tf.Tensor2D,
              false,
              true,
            ),
          )
        : linear;
      const all = tf.concat([logits, tf.zeros<tf.Rank.R2>([batch, 1])], 1);
      const chosen = pickRow(tf.softmax<tf.Tensor2D>(all), uniform);
      const one = tf.slice(oneHot(chosen, largest), [0, 0], [batch, most]);
      return { y: tf.add<tf.Tensor2D>(y, tf.matMul(one, place as tf.Tensor2D)) };
    },
    { y: tf.zeros<tf.Rank.R2>([batch, width]) },
    steps,
  );
  // from indicators to the values of the columns
  const toValues = new Float32Array(width * dim);
  for (const [position, j] of order.entries()) {
    for (let a = offsets[position]!; a < offsets[position + 1]!; a++) {
      toValues[a * dim + j] = a - offsets[position]! + 1;
    }
  }
  return tf.matMul(last.y, tf.tensor2d(toValues, [width, dim]));
}

/** A logit whose exponential is 0. */
const LEAST = -1e30;

function sampleTrees(params: TreeMixtureParams, uniforms: Uniforms): tf.Tensor2D {
  const { levels, logWeights, orders, parents, logProbs } = params;
  const components = logWeights.length;
  const { dim, largest } = bitColumns(levels);
  const batch = uniforms.values.shape[0];
  const chosen = pick(Array.from(logWeights, Math.exp), uniforms.component);
  /** Entries of each step and component, `size` of them. Shape [dim, components, size]. */
  const table = (size: number, entryOf: (place: number, i: number) => number): tf.Tensor3D => {
    const values = Float32Array.from({ length: dim * components * size }, (_, i) => {
      const [step, k] = [Math.floor(i / size / components), Math.floor(i / size) % components];
      return entryOf(k * dim + orders[k * dim + step]!, i % size);
    });
    return tf.tensor3d(values, [dim, components, size]);
  };
  const square = largest ** 2;
  const steps = {
    place: table(1, (place) => place % dim),
    // the table of a root does not depend on a parent
    parent: table(1, (place) => Math.max(0, parents[place]!)),
    probabilities: table(square, (place, i) => Math.exp(logProbs[place * square + i]!)),
    uniform: tf.transpose(uniforms.values),
  };
  /** Rows of the chosen components. Shape [components, size] → [batch, size]. */
  const ofChosen = (values: tf.Tensor): tf.Tensor2D => tf.gather(values as tf.Tensor2D, chosen);
  const oneAt = (values: tf.Tensor): tf.Tensor2D =>
    oneHot(tf.reshape(ofChosen(values), [batch]), dim);
  const last = scan(
    ({ y }, { place, parent, probabilities, uniform }) => {
      const given: tf.Tensor1D = tf.sum(tf.mul(y, oneAt(parent)), 1);
      const tables = tf.reshape(ofChosen(probabilities), [batch, largest, largest]);
      const row: tf.Tensor2D = tf.sum(tf.mul(tf.expandDims(oneHot(given, largest), 2), tables), 1);
      const value = pickRow(row, uniform);
      return { y: tf.add<tf.Tensor2D>(y, tf.mul(tf.expandDims(value, 1), oneAt(place))) };
    },
    { y: tf.zeros<tf.Rank.R2>([batch, dim]) },
    steps,
  );
  return last.y;
}

/** Shape [batch] → [batch, size]. */
function oneHot(values: tf.Tensor1D, size: number): tf.Tensor2D {
  return tf.cast(tf.equal(tf.expandDims(values, 1), tf.range(0, size)), "float32") as tf.Tensor2D;
}

/** The first position of each row whose cumulative probability exceeds u. Shape [batch]. */
function pickRow(probabilities: tf.Tensor2D, u: tf.Tensor): tf.Tensor1D {
  const size = probabilities.shape[1];
  const upper = Float32Array.from({ length: size * (size - 1) }, (_, i) =>
    Number(Math.floor(i / (size - 1)) <= i % (size - 1)),
  );
  const sums = tf.matMul(probabilities, tf.tensor2d(upper, [size, size - 1]));
  return tf.sum(tf.cast(tf.greaterEqual(tf.expandDims(u, 1), sums), "float32"), 1);
}

/** The position of the first cumulative weight above u. Shape [batch], int32. */
function pick(weights: readonly number[], u: tf.Tensor1D): tf.Tensor1D {
  let sum = 0;
  const bounds = weights.slice(0, -1).map((weight) => (sum += weight));
  if (bounds.length === 0) return tf.cast(tf.mul(u, 0), "int32");
  const isAbove = tf.greaterEqual(tf.expandDims(u, 1), tf.tensor1d(bounds));
  return tf.sum(tf.cast(isAbove, "int32"), 1);
}
