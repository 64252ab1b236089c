import type { Key } from "@ebm/core";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import { type MixedColumn, widthOf } from "../chains/mixed-column.js";
import { rowTensors } from "../chains/row-tensors.js";
import type { Tilt } from "../tilt/tilt.js";

/** The widths of the hidden layers. */
const HIDDEN = [128, 128];

/** An energy of rows: a multilayer perceptron of their columns in bins, which starts at 0. */
export function densityTilt(columns: readonly MixedColumn[], key: Key): Tilt<MlpParams> {
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
  const activation = "swish";
  return {
    params: initMlp({ key, sizes: [width, ...HIDDEN, 1], activation, zeroLast: true }),
    energy(params, y) {
      const [groups, samples, dim] = y.shape;
      const { inputs } = rowTensors(columns, tf.reshape(y, [groups * samples, dim]));
      return tf.reshape(mlp(params, inputs, { activation }), [groups, samples]);
    },
  };
}
