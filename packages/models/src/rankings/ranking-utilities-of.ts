import * as tf from "@tensorflow/tfjs-core";
import { inputTensor } from "../members/input-tensor.js";
import { linearTensor } from "../members/linear-scores.js";
import { neighborTensor } from "../members/neighbor-tensor.js";
import { networkTensors } from "../members/predict-networks.js";
import { treeTensors } from "../trees/forest-tensor.js";
import type { RankingMember } from "./ranking-member.js";
import type { RankingModel } from "./ranking-model.js";

/**
 * Returns the utilities u(x) of each Plackett–Luce model in a ranking model, as a function of tensors
 * that compiles and exports. It computes what `rankingUtilities` does, up to rounding: x has shape
 * [batch, features], and the utilities [folds, batch, labels].
 */
export function rankingUtilitiesOf(model: RankingModel): (x: tf.Tensor2D) => tf.Tensor3D {
  const { folds, labels, members, stack } = model;
  return (x) =>
    members.reduce<tf.Tensor3D>(
      (sum, member, m) => {
        return tf.add(sum, tf.mul(scoresOf(member, x, folds), stack.weights[m]!));
      },
      tf.add(tf.zeros<tf.Rank.R3>([folds, x.shape[0], labels]), tf.tensor1d(stack.bias)),
    );
}

/** Scores by each fold. Shape [folds, batch, labels], or [1, batch, labels] if all are the same. */
function scoresOf(member: RankingMember, x: tf.Tensor2D, folds: number): tf.Tensor3D {
  switch (member.kind) {
    case "networks":
      return networkTensors(member.params, inputTensor(x, member.inputs));
    case "neighbors": {
      const rows = { x: member.x, y: member.ranks, count: member.count };
      const ranks = neighborTensor(rows, inputTensor(x, member.inputs));
      return tf.neg(tf.expandDims<tf.Tensor3D>(ranks, 0));
    }
    case "linear":
      return tf.expandDims(linearTensor(member.linear, inputTensor(x, member.inputs)), 0);
    case "ridge": {
      const ranks = linearTensor(member.linear, inputTensor(x, member.inputs));
      return tf.neg(tf.expandDims<tf.Tensor3D>(ranks, 0));
    }
    default: {
      const { roots, outputs } = member.forest;
      const trees = treeTensors(member.forest, x);
      const byFold = tf.reshape(trees, [-1, folds, roots.length / folds, outputs]);
      return tf.neg(tf.transpose(tf.mean<tf.Tensor3D>(byFold, 2), [1, 0, 2]));
    }
  }
}
