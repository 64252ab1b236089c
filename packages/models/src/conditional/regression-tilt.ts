import { type Key, split } from "@ebm/core";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import { type NumberColumn, widthOf } from "../chains/mixed-column.js";
import { rowTensors } from "../chains/row-tensors.js";
import type { Tilt } from "../tilt/tilt.js";

export type RegressionTiltParams = {
  /** The first layer, applied to the features. */
  readonly x: MlpParams;
  /** The first layer, applied to the targets. */
  readonly y: MlpParams;
  /** The layers after the first, which start at 0. */
  readonly rest: MlpParams;
};

/** The widths of the hidden layers. */
const HIDDEN = [96, 64];

/**
 * An energy of targets given features. It sees the features in bins, the targets in bins, and how far
 * targets are from their guesses, and starts at 0.
 *
 * @param width Number of inputs of the features. The guesses of the targets follow them.
 */
export function regressionTilt(
  columns: readonly NumberColumn[],
  width: number,
  key: Key,
): Tilt<RegressionTiltParams> {
  const targets = columns.length;
  const [xKey, yKey, restKey] = split(key, 3);
  const pairs = (targets * (targets - 1)) / 2;
  const seen = columns.reduce((sum, column) => sum + widthOf(column), 0) + targets + pairs;
  const activation = "swish";
  return {
    params: {
      x: initMlp({ key: xKey, sizes: [width, HIDDEN[0]!] }),
      y: initMlp({ key: yKey, sizes: [seen, HIDDEN[0]!] }),
      rest: initMlp({ key: restKey, sizes: [...HIDDEN, 1], activation, zeroLast: true }),
    },
    energy(params, y, x) {
      const [batch, samples] = y.shape;
      const guesses = tf.slice(x!, [0, width], [batch, targets]);
      const features = tf.slice(x!, [0, 0], [batch, width]);
      const { z, inputs } = rowTensors(columns, tf.reshape(y, [batch * samples, targets]));
      const repeated = tf.reshape(tf.tile(tf.expandDims(guesses, 1), [1, samples, 1]), z.shape);
      const far = tf.sub(z, repeated);
      const residuals = tf.div(far, tf.sqrt(tf.add(1, tf.square(far)))) as tf.Tensor2D;
      const own = tf.concat([inputs, residuals, ...productsOf(residuals)], 1);
      const units = HIDDEN[0]!;
      const fromY = tf.reshape(mlp(params.y, own), [batch, samples, units]);
      const entered = tf.add(fromY, tf.expandDims(mlp(params.x, features), 1));
      const flat = tf.reshape(entered, [batch * samples, units]) as tf.Tensor2D;
      const active = tf.mul<tf.Tensor2D>(flat, tf.sigmoid(flat));
      return tf.reshape(mlp(params.rest, active, { activation }), [batch, samples]);
    },
  };
}

/** The products of pairs of columns. */
function productsOf(x: tf.Tensor2D): tf.Tensor2D[] {
  const [rows, width] = x.shape;
  const column = (j: number): tf.Tensor2D => tf.slice(x, [0, j], [rows, 1]);
  return Array.from({ length: width }, (_, a) =>
    Array.from({ length: a }, (_, b) => tf.mul<tf.Tensor2D>(column(a), column(b))),
  ).flat();
}
