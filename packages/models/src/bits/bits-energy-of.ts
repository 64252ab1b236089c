import { mapTree } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { type BitColumns, bitColumns } from "./bit-columns.js";
import { bitsChainLogProb } from "./bits-chain-log-prob.js";
import type { BitsChainParams } from "./bits-chain-params.js";
import { bitsChainTensors } from "./bits-chain-tensors.js";
import { type BitsBaseParams, columnsOf } from "./bits-params.js";
import { type BitsModelParams, type BitsTiltParams, bitsTilt } from "./bits-tilt.js";
import { chainLayout } from "./chain-layout.js";
import type { TreeMixtureParams } from "./tree-mixture-params.js";

/**
 * Returns the energy E(y) = −log q(y) + f(y) as a function of tensors that compiles and exports. Its
 * log Z is 0 for a base alone, and `logPartition` of a tilt. NaN for rows with an entry that is no
 * value of its column.
 *
 * y has shape [batch, dim], and the energy has shape [batch].
 */
export function bitsEnergyOf({ base, tilt }: BitsModelParams): (y: tf.Tensor2D) => tf.Tensor1D {
  const columns = columnsOf(base);
  return (y) => {
    const isValue = tf.logicalAnd(
      tf.logicalAnd(tf.greaterEqual(y, 0), tf.less(y, tf.tensor1d(columns.levels, "float32"))),
      tf.equal(y, tf.floor(y)),
    );
    const values: tf.Tensor2D = tf.where(isValue, y, tf.zerosLike(y));
    const known = { y: values, ones: indicatorsOf(values, columns) };
    const energy = tf.neg(baseLogProb(base, known));
    const tilted = tilt ? tf.add(energy, tiltEnergy(tilt, known.ones)) : energy;
    return tf.where(tf.all(isValue, 1), tilted, tf.scalar(Number.NaN)) as tf.Tensor1D;
  };
}

/** Values and their indicators. Shapes [batch, dim] and [batch, width]. */
interface Values {
  readonly y: tf.Tensor2D;
  readonly ones: tf.Tensor2D;
}

function indicatorsOf(y: tf.Tensor2D, columns: BitColumns): tf.Tensor2D {
  const { dim, largest, width, offsets, columnOf } = columns;
  if (largest === 2 && width === dim) return y;
  const values = columnOf.map((j, a) => a - offsets[j]! + 1);
  const repeated = tf.gather(y, tf.tensor1d(columnOf, "int32"), 1);
  return tf.cast(tf.equal(repeated, tf.tensor1d(values, "float32")), "float32") as tf.Tensor2D;
}

function baseLogProb(params: BitsBaseParams, values: Values): tf.Tensor1D {
  if (params.kind === "chain") return chainLogProb(params.chain, values);
  if (params.kind === "trees") return treesLogProb(params.trees, values);
  const logs = params.bases.map((base, b) =>
    tf.add(baseLogProb(base, values), Math.log(params.weights[b]!)),
  );
  return tf.logSumExp(tf.stack(logs, 1), 1);
}

/** Shape [batch]. */
function chainLogProb(params: BitsChainParams, { ones }: Values): tf.Tensor1D {
  const { ordered, positions } = chainLayout(params.levels, params.order);
  const places = new Int32Array(ordered.width);
  for (const [a, position] of positions.entries()) places[position] = a;
  const inOrder = tf.gather(ones, tf.tensor1d(places, "int32"), 1);
  return bitsChainLogProb(bitsChainTensors(params), inOrder, ordered);
}

/** Looks up log p(v | u) of each column and component. Shape [batch]. */
function treesLogProb(params: TreeMixtureParams, { y }: Values): tf.Tensor1D {
  const { levels, logWeights, parents, logProbs } = params;
  const components = logWeights.length;
  const { dim, largest } = bitColumns(levels);
  const batch = y.shape[0];
  const tables = tf.tensor1d(Float32Array.from(logProbs, (logProb) => Math.max(logProb, LEAST)));
  const first = tf.tensor1d(
    Float32Array.from(parents, (_, i) => i * largest ** 2),
    "float32",
  );
  const given = tf.gather(
    y,
    tf.tensor1d(
      parents.map((parent) => Math.max(0, parent)),
      "int32",
    ),
    1,
  );
  const hasParent = tf.tensor1d(Float32Array.from(parents, (parent) => Number(parent >= 0)));
  const row = tf.add(first, tf.mul(tf.mul(given, hasParent), largest));
  const places = tf.add(tf.reshape(row, [batch, components, dim]), tf.reshape(y, [batch, 1, dim]));
  const found = tf.gather(tables, tf.cast(places, "int32"));
  const joint = tf.add(tf.sum(found, 2), tf.tensor1d(Float32Array.from(logWeights)));
  return tf.logSumExp(joint, 1);
}

/** Stands for log 0 in tables, where no value is. */
const LEAST = -1e30;

/** Returns the energy f of values of the columns. Shape [batch, dim] → [batch]. */
export function bitsTiltEnergy(
  tilt: BitsTiltParams,
  y: tf.Tensor2D,
  columns: BitColumns,
): tf.Tensor1D {
  return tiltEnergy(tilt, indicatorsOf(y, columns));
}

/** f. Shape [batch]. */
function tiltEnergy(fitted: BitsTiltParams, ones: tf.Tensor2D): tf.Tensor1D {
  const { params, energy } = bitsTilt(fitted);
  const tensors = mapTree(params, ({ shape }, path) => tf.tensor(fitted.params[path]!.data, shape));
  return tf.reshape(energy(tensors, tf.expandDims(ones, 0)), [ones.shape[0]]);
}
