import { type Key, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { train } from "@ebm/engine";
import { adamw } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import { heldOutBatch } from "../members/held-out-batch.js";
import { networkBatches } from "../members/network-batches.js";
import { pause } from "../members/pause.js";
import { beside } from "./beside.js";
import { bestColumns } from "./best-columns.js";
import type { Chain } from "./chain.js";
import { chainMask } from "./chain-mask.js";
import { type ChainParams, chainOutputs } from "./chain-outputs.js";
import type { EncodedRows } from "./encode-rows.js";
import { initialChain } from "./initial-chain.js";
import { initialOutputs } from "./initial-outputs.js";
import { slotLogProb } from "./slot-log-prob.js";
import type { Slots } from "./slots.js";

export interface FitChainInputs {
  readonly before: Chain["before"];
  readonly encoded: EncodedRows;
  /** The inputs that the columns depend on besides each other. Default: none. */
  readonly context?: {
    /** Shape [rows, inputs]. */
    readonly inputs: Matrix;
    /** The offsets of the means, after scaling. Shape [rows, columns]. */
    readonly offsets: Matrix;
  };
  /** Number of inputs of each column. */
  readonly widths: readonly number[];
  readonly slots: Slots;
  readonly folds: Int32Array;
  readonly key: Key;
  /** The width of the hidden layers. */
  readonly hidden: number;
  /** Largest number of steps. Default: 1500. */
  readonly steps?: number;
  /** Number of epochs without a lower loss that end the fit. Default: 15. */
  readonly patience?: number;
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Fits the networks of a chain, all members and columns in batched products. Every row counts
 * for the choice of the epoch, by the member that did not see it. Each column keeps the parameters
 * of its own best epoch.
 */
export async function fitChain(inputs: FitChainInputs): Promise<Chain> {
  const { before, encoded, context, widths, slots, folds, key, hidden, threads = 1 } = inputs;
  const { steps = 1500, patience = 15, signal } = inputs;
  const { z: scaled, state } = encoded;
  const [rows, columns] = scaled.shape;
  const members = Math.max(...folds) + 1;
  const z = context ? less(scaled, context.offsets) : scaled;
  const x = context ? beside(context.inputs, encoded.inputs) : encoded.inputs;
  const y = beside(z, state);
  const mask = chainMask({ before, widths, context: context?.inputs.shape[1] ?? 0, hidden });
  const [forParams, forBatches] = split(key, 2);
  const { batches, stepsPerEpoch } = networkBatches({ x, y, folds, key: forBatches });
  const bias = initialOutputs(z, state, slots);
  const params = initialChain({ key: forParams, members, columns, hidden, bias, mask });
  const losses = (params: ChainParams, batch: { x: tf.Tensor3D; y: tf.Tensor3D }): tf.Tensor2D => {
    const seen = tf.tensor2d(mask, [x.shape[1], columns * hidden]);
    const outputs = chainOutputs(params, batch.x, seen);
    return tf.neg(slotLogProb(outputs, valuesOf(batch.y, columns), slots));
  };
  const run = train({
    loss: (params: ChainParams, batch: { x: tf.Tensor3D; y: tf.Tensor3D }) =>
      tf.mul(columns, tf.mean(losses(params, batch))) as tf.Scalar,
    params,
    optimizer: adamw({
      learningRate: 3e-3,
      weightDecay: 0.01,
      beta2: 0.95,
      decays: (path) => path.startsWith("weights"),
    }),
    batches,
    steps,
    threads,
  });
  const held = heldOutBatch({ x, y, folds });
  const longest = held.x.shape[1];
  const judge = run.compile(losses);
  const best = bestColumns({ members, columns });
  try {
    for await (const { step } of run) {
      await pause(signal);
      if (step % stepsPerEpoch !== 0 && step !== steps) continue;
      const { output } = await judge({ x: held.x, y: held.y });
      const sums = new Float64Array(columns);
      for (const place of held.places) {
        const [member, row] = [Math.floor(place / longest), place % longest];
        for (let j = 0; j < columns; j++) {
          sums[j]! += output.data[(member * columns + j) * longest + row]! / rows;
        }
      }
      const epoch = step / stepsPerEpoch;
      if (best.update(epoch, sums, () => run.checkpoint().params) >= patience) break;
    }
  } finally {
    tf.dispose([...params.weights, ...params.biases]);
    await run.dispose();
  }
  return { before, params: best.params() };
}

/** Targets of each network: [members, rows, 2 · columns] → [members · columns, rows]. */
function valuesOf(y: tf.Tensor3D, columns: number) {
  const [members, rows] = y.shape;
  const half = (from: number): tf.Tensor2D => {
    const own = tf.slice(y, [0, 0, from], [members, rows, columns]);
    return tf.reshape(tf.transpose(own, [0, 2, 1]), [members * columns, rows]);
  };
  return { z: half(0), state: half(columns) };
}

function less(a: Matrix, b: Matrix): Matrix {
  return { data: a.data.map((value, i) => value - b.data[i]!), shape: a.shape };
}
