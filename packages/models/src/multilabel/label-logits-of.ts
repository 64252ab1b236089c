import * as tf from "@tensorflow/tfjs-core";
import { inputTensor } from "../members/input-tensor.js";
import { linearTensor } from "../members/linear-scores.js";
import { neighborTensor } from "../members/neighbor-tensor.js";
import { networkTensor } from "../members/predict-networks.js";
import { forestTensor } from "../trees/forest-tensor.js";
import type { LabelMember } from "./label-member.js";
import type { LabelSets } from "./label-sets.js";
import type { Smoothing } from "./smoothed-logits.js";

/**
 * Returns L(x) as a function of tensors that compiles and exports. It computes what `labelLogits`
 * does, up to rounding: x has shape [batch, features], and the logits [batch, labels].
 */
export function labelLogitsOf(model: LabelSets): (x: tf.Tensor2D) => tf.Tensor2D {
  const { members, stack, share, frequencies, varies } = model;
  const centers = frequencies.map((p, j) => (varies[j] ? Math.log(p / (1 - p)) : 0));
  const isUsed = Float32Array.from(varies);
  return (x) => {
    const zeros = tf.zeros<tf.Rank.R2>([x.shape[0], model.labels]);
    const logits = members.reduce<tf.Tensor2D>(
      (sum, member, m) => {
        const centered = tf.mul(tf.sub(logitsOf(member, x), tf.tensor1d(centers)), isUsed);
        return tf.add(sum, tf.mul(centered, stack.weights[m]!));
      },
      tf.add(zeros, tf.tensor1d(stack.bias)),
    );
    if (share === 0) return logits;
    return smoothed(tf.sigmoid(logits), { share, frequencies });
  };
}

function logitsOf(member: LabelMember, x: tf.Tensor2D): tf.Tensor2D {
  switch (member.kind) {
    case "logistic":
      return linearTensor(member.linear, inputTensor(x, member.inputs));
    case "forest":
    case "extra trees":
      return smoothed(forestTensor(member.forest, x), member.smoothing);
    case "neighbors":
      return smoothed(neighborTensor(member, inputTensor(x, member.inputs)), member.smoothing);
    case "networks":
      return networkTensor(member.params, inputTensor(x, member.inputs));
  }
}

/** The logits of (1 − share) p + share · frequency. */
function smoothed(p: tf.Tensor2D, { share, frequencies }: Smoothing): tf.Tensor2D {
  const smooth = tf.add(tf.mul(1 - share, p), tf.tensor1d(frequencies.map((f) => share * f)));
  return tf.sub(tf.log(smooth), tf.log1p(tf.neg(smooth)));
}
