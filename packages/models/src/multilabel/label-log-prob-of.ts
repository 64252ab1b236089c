import { EbmError } from "@ebm/core";
import { binaryStates } from "@ebm/metrics";
import * as tf from "@tensorflow/tfjs-core";
import { tiltTensors } from "../tilt/tilt-tensors.js";
import { type ChainLogProbInputs, chainLogProb } from "./chain-log-prob.js";
import type { LabelChain } from "./label-chain.js";
import type { LabelSets } from "./label-sets.js";
import { labelTilt } from "./label-tilt.js";

/** Up to this many labels, log Z is a sum over all sets. */
export const MOST_EXACT_LABELS = 14;

/**
 * Returns log p(y|x) as a function of tensors that compiles and exports: of the chains, and of the energy
 * on top if the model has one. Its log Z is a sum over all sets of labels, in the graph.
 *
 * @returns A function of L(x) and y to shape [batch].
 * @throws {EbmError} If the model has an energy and more than 14 labels.
 */
export function labelLogProbOf(
  model: Pick<LabelSets, "chains" | "labels" | "tilt">,
): (inputs: ChainLogProbInputs) => tf.Tensor1D {
  const { chains, labels, tilt: fitted } = model;
  if (!fitted) return (inputs) => chainLogProb(chains, inputs);
  if (labels > MOST_EXACT_LABELS) {
    throw new EbmError(
      `labelLogProbOf: \`model\` has an energy over ${labels} labels, expected ${MOST_EXACT_LABELS} at most.`,
    );
  }
  const tilt = labelTilt(fitted);
  const states = binaryStates(labels);
  return ({ logits, y }) => {
    const params = tiltTensors(tilt, fitted.params);
    const all = tf.tensor3d(states.data, [1, 2 ** labels, labels]);
    const energy = (points: tf.Tensor3D): tf.Tensor2D => tilt.energy(params, points, logits);
    const everywhere = tilt.ignoresInputs
      ? tilt.energy(params, all)
      : energy(tf.mul(all, tf.ones([logits.shape[0], 1, 1])));
    const base = chains.map((chain) => stateLogProbs(chain, logits, tf.squeeze(all, [0])));
    const logWeights = tf.sub(tf.logSumExp(tf.stack(base), 0), everywhere);
    const logPartition = tf.sub(tf.logSumExp(logWeights, 1), Math.log(chains.length));
    const energyOfY = tf.squeeze(energy(tf.expandDims(y, 1)), [1]);
    return tf.sub(tf.sub(chainLogProb(chains, { logits, y }), energyOfY), logPartition);
  };
}

/** log q of all sets under a chain, summed label by label to save memory. Shape [batch, states]. */
function stateLogProbs(
  { scale, bias, couplings }: LabelChain,
  logits: tf.Tensor2D,
  all: tf.Tensor2D,
): tf.Tensor2D {
  const labels = scale.length;
  const table = tf.tensor2d(couplings.data, [labels, labels]);
  const coupled = tf.matMul(all, table);
  const scaled = tf.add(tf.mul(logits, tf.tensor1d(scale)), tf.tensor1d(bias));
  const fixed = tf.sub(scaled, tf.matMul(tf.sigmoid(logits), table));
  let sum: tf.Tensor2D | undefined;
  for (let j = 0; j < labels; j++) {
    const column = (x: tf.Tensor): tf.Tensor2D => tf.slice(x, [0, j], [-1, 1]) as tf.Tensor2D;
    const logit = tf.add(column(fixed), tf.transpose(column(coupled)));
    const bits = tf.transpose(column(all));
    const term: tf.Tensor2D = tf.sub(tf.mul(bits, logit), tf.softplus(logit));
    sum = sum ? tf.add(sum, term) : term;
  }
  return sum!;
}
