import * as tf from "@tensorflow/tfjs-core";
import type { Chain } from "./chain.js";
import { type ContextTensors, openChain } from "./chain-log-prob.js";
import { columnTensors } from "./column-tensors.js";
import { type MixedColumn, widthOf } from "./mixed-column.js";
import { NOISE_PER_COLUMN, sampleSlots } from "./sample-slots.js";
import { slotsOf } from "./slots.js";

/**
 * Exact samples of each member of a chain, in the units of the columns.
 *
 * @param uniforms On [0, 1). Shape [members, rows, 3 · columns].
 * @param context For the rows of each member. Shapes [members · rows, …].
 * @returns Shape [members, rows, columns].
 */
export function sampleChain(
  chain: Chain,
  columns: readonly MixedColumn[],
  uniforms: tf.Tensor3D,
  context?: ContextTensors,
): tf.Tensor3D {
  const contextWidth = context?.inputs.shape[1] ?? 0;
  const { members, hidden, params, mask } = openChain(chain, columns, contextWidth);
  const [, rows] = uniforms.shape;
  const slots = slotsOf(columns);
  const weights = tf.mul<tf.Tensor3D>(params.weights[0], mask);
  const order = [...columns.keys()].sort(
    (a, b) => chain.before[a]!.length - chain.before[b]!.length,
  );
  const seen = columns.map((column) => tf.zeros<tf.Rank.R3>([members, rows, widthOf(column)]));
  const samples: tf.Tensor2D[] = [];
  for (const j of order) {
    const column = columns[j]!;
    const byColumn = (x: tf.Tensor3D): tf.Tensor3D => {
      const [, height, width] = x.shape;
      const own = tf.slice(
        tf.reshape(x, [members, columns.length, height, width]),
        [0, j, 0, 0],
        [members, 1, height, width],
      );
      return tf.reshape(own, [members, height, width]);
    };
    const first = (x: tf.Tensor3D): tf.Tensor3D =>
      tf.slice(x, [0, 0, j * hidden], [members, x.shape[1], hidden]);
    const inputs = tf.concat(
      [...(context ? [perMember(context.inputs, members)] : []), ...seen],
      2,
    ) as tf.Tensor3D;
    const one = tf.relu(
      tf.add<tf.Tensor3D>(tf.matMul(inputs, first(weights)), first(params.biases[0])),
    );
    const two = tf.relu(
      tf.add<tf.Tensor3D>(tf.matMul(one, byColumn(params.weights[1])), byColumn(params.biases[1])),
    );
    const outputs = tf.add<tf.Tensor3D>(
      tf.matMul(two, byColumn(params.weights[2])),
      byColumn(params.biases[2]),
    );
    const at = NOISE_PER_COLUMN * j;
    const noise = tf.slice(uniforms, [0, 0, at], [members, rows, NOISE_PER_COLUMN]);
    const own = { mask: slots.mask.subarray(j * slots.slots, (j + 1) * slots.slots) };
    samples[j] = sampleSlots(outputs, noise, {
      column,
      slots: { ...slots, ...own },
      offset: context && offsetOf(context, j, members),
    });
    const read = columnTensors(column, tf.reshape(samples[j], [members * rows]));
    seen[j] = tf.reshape(read.inputs, [members, rows, widthOf(column)]);
  }
  return tf.stack(samples, 2) as tf.Tensor3D;
}

function offsetOf({ offsets }: ContextTensors, j: number, members: number): tf.Tensor2D {
  const rows = offsets.shape[0];
  return tf.reshape(tf.slice(offsets, [0, j], [rows, 1]), [members, rows / members]);
}

function perMember(x: tf.Tensor2D, members: number): tf.Tensor3D {
  return tf.reshape(x, [members, x.shape[0] / members, x.shape[1]]);
}
