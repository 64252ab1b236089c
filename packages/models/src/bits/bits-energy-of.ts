import { mapTree } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { BitsChainParams } from "./bits-chain-params.js";
import { type BitsModelParams, type BitsTiltParams, bitsTilt } from "./bits-model.js";
import type { BitsBaseParams } from "./bits-params.js";
import type { TreeMixtureParams } from "./tree-mixture-params.js";

/**
 * Returns the energy E(y) = −log q(y) + f(y) as a function of tensors that compiles and exports. Its
 * log Z is 0 for a base alone, and `logPartition` of a tilt. NaN for rows that are not bits.
 *
 * y has shape [batch, dim], and the energy has shape [batch].
 */
export function bitsEnergyOf({ base, tilt }: BitsModelParams): (y: tf.Tensor2D) => tf.Tensor1D {
  return (y) => {
    const energy = tf.neg(baseLogProb(base, y));
    const tilted = tilt ? tf.add(energy, tiltEnergy(tilt, y)) : energy;
    const isBits = tf.all(tf.logicalOr(tf.equal(y, 0), tf.equal(y, 1)), 1);
    return tf.where(isBits, tilted, tf.scalar(Number.NaN)) as tf.Tensor1D;
  };
}

function baseLogProb(params: BitsBaseParams, y: tf.Tensor2D): tf.Tensor1D {
  if (params.kind === "chain") return chainLogProb(params.chain, y);
  if (params.kind === "trees") return treesLogProb(params.trees, y);
  const logs = params.bases.map((base, b) =>
    tf.add(baseLogProb(base, y), Math.log(params.weights[b]!)),
  );
  return tf.logSumExp(tf.stack(logs, 1), 1);
}

/** Shape [batch]. */
function chainLogProb({ order, bias, weights }: BitsChainParams, y: tf.Tensor2D): tf.Tensor1D {
  const dim = order.length;
  const ordered = tf.gather(y, tf.tensor1d(order, "int32"), 1);
  const logits = tf.add(
    tf.matMul(ordered, tf.tensor2d(Float32Array.from(weights), [dim, dim])),
    tf.tensor1d(Float32Array.from(bias)),
  );
  return tf.sum(bitLogProbs(logits, ordered), 1);
}

/** Shape [batch]. */
function treesLogProb(params: TreeMixtureParams, y: tf.Tensor2D): tf.Tensor1D {
  const { logWeights, parents, logits } = params;
  const components = logWeights.length;
  const [batch, dim] = y.shape;
  const table = (branch: number): tf.Tensor3D =>
    tf.tensor3d(
      Float32Array.from(parents, (_, i) => logits[2 * i + branch]!),
      [1, components, dim],
    );
  const first = table(0);
  const bits = tf.expandDims(y, 1);
  const hasParents = parents.some((parent) => parent >= 0);
  const given = hasParents
    ? tf.add(first, tf.mul(tf.sub(table(1), first), parentBits()))
    : tf.add(first, tf.zerosLike(bits));
  const joint = tf.sum(bitLogProbs(given, bits), 2);
  return tf.logSumExp(tf.add(joint, tf.tensor1d(Float32Array.from(logWeights))), 1);

  function parentBits(): tf.Tensor {
    const columns = parents.map((parent) => Math.max(0, parent));
    return tf.reshape(tf.gather(y, tf.tensor1d(columns, "int32"), 1), [batch, components, dim]);
  }
}

/** f. Shape [batch]. */
function tiltEnergy(fitted: BitsTiltParams, y: tf.Tensor2D): tf.Tensor1D {
  const { params, energy } = bitsTilt(y.shape[1], fitted);
  const tensors = mapTree(params, ({ shape }, path) => tf.tensor(fitted.params[path]!.data, shape));
  return tf.reshape(energy(tensors, tf.expandDims(y, 0)), [y.shape[0]]);
}

/** log p of each bit given its logit. */
function bitLogProbs(logits: tf.Tensor, y: tf.Tensor): tf.Tensor {
  return tf.sub(tf.mul(y, logits), tf.softplus(logits));
}
