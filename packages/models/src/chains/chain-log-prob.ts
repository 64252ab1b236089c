import * as tf from "@tensorflow/tfjs-core";
import type { Chain } from "./chain.js";
import { chainMask } from "./chain-mask.js";
import { type ChainParams, chainOutputs } from "./chain-outputs.js";
import { type MixedColumn, widthOf } from "./mixed-column.js";
import type { RowTensors } from "./row-tensors.js";
import { slotLogProb } from "./slot-log-prob.js";
import { slotsOf } from "./slots.js";

/** The inputs of a chain besides its columns. */
export interface ContextTensors {
  /** Shape [rows, inputs]. */
  readonly inputs: tf.Tensor2D;
  /** The offsets of the means, after scaling. Shape [rows, columns]. */
  readonly offsets: tf.Tensor2D;
}

/**
 * Log-density of rows after scaling under each member of a chain.
 *
 * @returns Shape [members, rows].
 */
export function chainLogProb(
  chain: Chain,
  columns: readonly MixedColumn[],
  { z, state, inputs }: Pick<RowTensors, "z" | "state" | "inputs">,
  context?: ContextTensors,
): tf.Tensor2D {
  const opened = openChain(chain, columns, context?.inputs.shape[1] ?? 0);
  const { members, params, mask } = opened;
  const rows = z.shape[0];
  const all = context ? tf.concat([context.inputs, inputs], 1) : inputs;
  const outputs = chainOutputs(params, repeated(all, members), mask);
  const values = {
    z: tf.tile(tf.transpose(context ? tf.sub<tf.Tensor2D>(z, context.offsets) : z), [members, 1]),
    state: tf.tile(tf.transpose(state), [members, 1]),
  };
  const logProb = slotLogProb(outputs, values, slotsOf(columns));
  return tf.sum(tf.reshape(logProb, [members, columns.length, rows]), 1);
}

export interface OpenChain {
  readonly members: number;
  readonly hidden: number;
  readonly params: ChainParams;
  /** Shape [inputs, columns · hidden]. */
  readonly mask: tf.Tensor2D;
}

/** The tensors of a chain. */
export function openChain(
  { before, params }: Chain,
  columns: readonly MixedColumn[],
  context: number,
): OpenChain {
  const members = params["weights.0"]!.shape[0]!;
  const hidden = params["weights.1"]!.shape[1]!;
  const widths = columns.map(widthOf);
  const mask = chainMask({ before, widths, context, hidden });
  const layers = (name: string) =>
    [0, 1, 2].map((i) => {
      const { data, shape } = params[`${name}.${i}`]!;
      return tf.tensor(data, [...shape]);
    });
  return {
    members,
    hidden,
    params: { weights: layers("weights"), biases: layers("biases") } as unknown as ChainParams,
    mask: tf.tensor2d(mask, [mask.length / (columns.length * hidden), columns.length * hidden]),
  };
}

/** The same rows for each member. */
function repeated(x: tf.Tensor2D, members: number): tf.Tensor3D {
  return tf.tile(tf.expandDims<tf.Tensor3D>(x, 0), [members, 1, 1]);
}
