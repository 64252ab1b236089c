import { EbmError, type Key, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { type Checkpoint, train } from "@ebm/engine";
import { adamw } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import { heldOutBatch } from "./held-out-batch.js";
import { initialNetworks } from "./initial-networks.js";
import { networkBatches } from "./network-batches.js";
import { type NetworkParams, networkScores } from "./network-scores.js";
import { pause } from "./pause.js";

/** The loss of each row. Shapes [rows, outputs] and [rows, targets] → [rows]. */
export type RowLoss = (scores: tf.Tensor2D, targets: tf.Tensor2D) => tf.Tensor1D;

export interface FittedNetworks {
  /** The parameters of all members, by path. */
  readonly params: Checkpoint["params"];
  /** Scores of each row by the member that did not see it. Shape [rows, outputs]. */
  readonly outOfFold: Matrix;
  /** The mean out-of-fold loss. */
  readonly loss: number;
  /** The number of epochs of the parameters kept. */
  readonly epochs: number;
}

export interface FitNetworksInputs {
  /** Encoded rows. Shape [rows, inputs]. */
  readonly x: Matrix;
  /** The targets of the loss. Shape [rows, targets]. */
  readonly y: Matrix;
  /** The fold of each row. There is a member for each fold, which learns from the others. */
  readonly folds: Int32Array;
  readonly rowLoss: RowLoss;
  /** The first biases of the outputs. Shape [outputs]. */
  readonly bias: Float32Array;
  readonly key: Key;
  /** The width of both hidden layers. Default: 128. */
  readonly hidden?: number;
  /** Default: 0.003. */
  readonly learningRate?: number;
  /** Default: 0.01. */
  readonly weightDecay?: number;
  /** Largest number of epochs. Default: 200. */
  readonly epochs?: number;
  /** Number of epochs without a better loss before the end. Default: 20. */
  readonly patience?: number;
  /** Number of threads. Default: 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Fits a network for each fold, all in one batched product. All members stop at the one epoch
 * with the least out-of-fold loss, so that every row counts for the choice.
 *
 * The batch is the power of two nearest to rows / 12, from 16 to 256.
 */
export async function fitNetworks(inputs: FitNetworksInputs): Promise<FittedNetworks> {
  const { x, y, folds, rowLoss, bias, key, threads = 1, signal } = inputs;
  const { hidden = 128, learningRate = 3e-3, weightDecay = 0.01 } = inputs;
  const { epochs = 200, patience = 20 } = inputs;
  const [rows, width] = x.shape;
  if (y.shape[0] !== rows || folds.length !== rows) {
    throw new EbmError(`fitNetworks: \`y\` has ${y.shape[0]} rows, expected ${rows}.`);
  }
  const members = Math.max(...folds) + 1;
  const [forParams, forBatches] = split(key, 2);
  const { batches, stepsPerEpoch } = networkBatches({ x, y, folds, key: forBatches });
  const sizes = [width, hidden, hidden, bias.length] as const;
  const params = initialNetworks({ key: forParams, members, sizes, bias });
  const run = train({
    loss: (params: NetworkParams, batch: { x: tf.Tensor3D; y: tf.Tensor3D }) =>
      tf.mean(rowLoss(flat(networkScores(params, batch.x)), flat(batch.y))) as tf.Scalar,
    params,
    optimizer: adamw({
      learningRate,
      weightDecay,
      beta2: 0.95,
      decays: (path) => path.startsWith("weights"),
    }),
    batches,
    steps: epochs * stepsPerEpoch,
    threads,
  });
  const held = heldOutBatch({ x, y, folds });
  const judge = run.compile((params: NetworkParams, it: { x: tf.Tensor3D; y: tf.Tensor3D }) => {
    const scores = networkScores(params, it.x);
    return { scores, losses: rowLoss(flat(scores), flat(it.y)) };
  });
  let best: { epoch: number; loss: number; scores: Float32Array; params: Checkpoint["params"] } = {
    epoch: 0,
    loss: Infinity,
    scores: new Float32Array(),
    params: {},
  };
  try {
    for await (const { step } of run) {
      await pause(signal);
      if (step % stepsPerEpoch !== 0) continue;
      const epoch = step / stepsPerEpoch;
      const { scores, losses } = await judge({ x: held.x, y: held.y });
      let loss = 0;
      for (const at of held.places) loss += losses.data[at]! / rows;
      if (loss < best.loss) {
        best = { epoch, loss, scores: scores.data.slice(), params: run.checkpoint().params };
      } else if (epoch - best.epoch >= patience) break;
    }
  } finally {
    tf.dispose([...params.weights, ...params.biases]);
    await run.dispose();
  }
  const outOfFold = new Float32Array(rows * bias.length);
  for (const [row, at] of held.places.entries()) {
    const own = best.scores.subarray(at * bias.length, (at + 1) * bias.length);
    outOfFold.set(own, row * bias.length);
  }
  return {
    params: best.params,
    outOfFold: { data: outOfFold, shape: [rows, bias.length] },
    loss: best.loss,
    epochs: best.epoch,
  };
}

function flat(x: tf.Tensor3D): tf.Tensor2D {
  return tf.reshape(x, [x.shape[0] * x.shape[1], x.shape[2]]);
}
