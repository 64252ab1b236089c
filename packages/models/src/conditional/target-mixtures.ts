import * as tf from "@tensorflow/tfjs-core";
import type { Chain } from "../chains/chain.js";
import { openChain } from "../chains/chain-log-prob.js";
import { chainOutputs } from "../chains/chain-outputs.js";
import { type MixedColumn, widthOf } from "../chains/mixed-column.js";
import { slotParts } from "../chains/slot-log-prob.js";
import { slotsOf } from "../chains/slots.js";
import { contextTensors } from "./context-tensors.js";
import type { RegressionParams } from "./regression-params.js";
import { tiltedSamples } from "./tilted-samples.js";

/** The density of each target given the features: a mixture of logistics, in the unit of the target. */
export interface TargetMixtures {
  /** Shape [rows, targets, components]. */
  readonly weights: tf.Tensor3D;
  /** Shape [rows, targets, components]. */
  readonly means: tf.Tensor3D;
  /** Shape [rows, targets, components]. */
  readonly scales: tf.Tensor3D;
  /** The resolution of each target. Shape [1, targets, 1]. */
  readonly steps: tf.Tensor3D;
}

/** Computes the mixtures of all members for rows x. */
export function targetMixtures(params: RegressionParams, x: tf.Tensor2D): TargetMixtures {
  const { columns, marginals } = params;
  if (params.tilt) return tiltedMixtures(params, x);
  const context = contextTensors(params, x);
  const parts = marginals.chains.map((chain) => chainMixtures(chain, columns, context.inputs));
  const joined = (name: "weights" | "means" | "scales"): tf.Tensor3D =>
    tf.concat(
      parts.map((part, b) =>
        name === "weights" ? tf.mul<tf.Tensor3D>(part[name], marginals.weights[b]!) : part[name],
      ),
      2,
    );
  const units = (unit: (column: (typeof columns)[number]) => number): tf.Tensor3D =>
    tf.tensor3d(columns.map(unit), [1, columns.length, 1]);
  const scale = units((column) => column.scale);
  const offsets = tf.expandDims<tf.Tensor3D>(context.offsets, 2);
  const center = units((column) => column.center);
  return {
    weights: joined("weights"),
    means: tf.add(tf.mul(tf.add(joined("means"), offsets), scale), center),
    scales: tf.mul(joined("scales"), scale),
    steps: units((column) => column.step * column.scale),
  };
}

/** The width of a component around a sample, in standard deviations of the target. */
const NARROW = 0.05;

/** With an energy: a narrow component around each sample of the base, by its weight. */
function tiltedMixtures(params: RegressionParams, x: tf.Tensor2D): TargetMixtures {
  const { y, logWeights } = tiltedSamples(params, x);
  const means = tf.transpose(y, [0, 2, 1]) as tf.Tensor3D;
  const own = tf.expandDims<tf.Tensor3D>(tf.softmax(logWeights), 1);
  const weights = tf.mul<tf.Tensor3D>(own, tf.onesLike(means));
  const center = tf.sum(tf.mul(weights, means), 2, true);
  const variance = tf.sum(tf.mul(weights, tf.squaredDifference(means, center)), 2, true);
  const scale = tf.add(tf.mul(NARROW, tf.sqrt(variance)), 1e-12);
  return {
    weights,
    means,
    scales: tf.mul<tf.Tensor3D>(scale, tf.onesLike(means)),
    // the samples are rounded already
    steps: tf.zeros([1, params.columns.length, 1]),
  };
}

/** The mixture of all members of a chain, after scaling and less the guesses. */
function chainMixtures(
  chain: Chain,
  columns: readonly MixedColumn[],
  context: tf.Tensor2D,
): Omit<TargetMixtures, "steps"> {
  const { members, params, mask } = openChain(chain, columns, context.shape[1]);
  const rows = context.shape[0];
  const others = columns.reduce((sum, column) => sum + widthOf(column), 0);
  // independent targets do not see each other
  const inputs = tf.concat([context, tf.zeros([rows, others])], 1);
  const repeated: tf.Tensor3D = tf.tile(tf.expandDims<tf.Tensor3D>(inputs, 0), [members, 1, 1]);
  const slots = slotsOf(columns);
  const parts = slotParts(chainOutputs(params, repeated, mask), slots);
  const byRow = (values: tf.Tensor3D): tf.Tensor3D => {
    const shape = [members, columns.length, rows, slots.components];
    const moved = tf.transpose(tf.reshape(values, shape), [2, 1, 0, 3]);
    return tf.reshape(moved, [rows, columns.length, members * slots.components]);
  };
  return {
    weights: tf.div(byRow(tf.exp(parts.logWeights)), members),
    means: byRow(parts.means),
    scales: byRow(tf.exp(parts.logScales)),
  };
}
