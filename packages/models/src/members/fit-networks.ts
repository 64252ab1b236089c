import { EbmError, foldIn, type Key, permutation, split, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { type Checkpoint, train } from "@ebm/engine";
import { adamw } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
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
  /** What the loss compares with. Shape [rows, targets]. */
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
  const { batches, stepsPerEpoch } = batchesOf({ x, y, folds, key: forBatches });
  const sizes = [width, hidden, hidden, bias.length] as const;
  const params = initialParams({ key: forParams, members, sizes, bias });
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
  const held = heldOut({ x, y, folds });
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

function initialParams({
  key,
  members,
  sizes,
  bias,
}: {
  readonly key: Key;
  readonly members: number;
  readonly sizes: readonly [number, number, number, number];
  readonly bias: Float32Array;
}): NetworkParams {
  const keys = split(key, 5);
  const draw = (i: number, fanIn: number, shape: [number, number, number], scale: number) => {
    const values = uniform(keys[i]!, shape[0] * shape[1] * shape[2]);
    const bound = scale / Math.sqrt(fanIn);
    return tf.tensor3d(
      values.map((u) => bound * (2 * u - 1)),
      shape,
    );
  };
  const [a, b, c, d] = sizes;
  const root = Math.sqrt(3);
  return {
    weights: [
      draw(0, a, [members, a, b], root),
      draw(1, b, [members, b, c], root),
      draw(2, c, [members, c, d], 0.1 * root),
    ],
    biases: [
      draw(3, a, [members, 1, b], 1),
      draw(4, b, [members, 1, c], 1),
      tf.tensor3d(
        Float32Array.from({ length: members * d }, (_, i) => bias[i % d]!),
        [members, 1, d],
      ),
    ],
  };
}

type Data = Pick<FitNetworksInputs, "x" | "y" | "folds">;

/** Batches of each member from the rows of the other folds, in a new order each epoch. */
function batchesOf({ x, y, folds, key }: Data & { readonly key: Key }) {
  const rows = folds.length;
  const members = Math.max(...folds) + 1;
  const size = Math.min(256, Math.max(16, 2 ** Math.round(Math.log2(rows / 12))));
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const own = Array.from({ length: members }, (_, m) => all.filter((row) => folds[row] !== m));
  const stepsPerEpoch = Math.max(1, Math.floor(Math.min(...own.map((it) => it.length)) / size));
  const batch = {
    x: emptyBatch(members, size, x.shape[1]),
    y: emptyBatch(members, size, y.shape[1]),
  };
  let orders: Int32Array[] = [];
  let current = -1;
  const batches = (step: number) => {
    const epoch = Math.floor(step / stepsPerEpoch);
    if (epoch !== current) {
      orders = own.map((it, m) => permutation(foldIn(foldIn(key, m), epoch), it.length));
      current = epoch;
    }
    const start = (step % stepsPerEpoch) * size;
    for (let m = 0; m < members; m++) {
      const order = orders[m]!;
      for (let i = 0; i < size; i++) {
        const row = own[m]![order[(start + i) % order.length]!]!;
        copyRow(x, row, { to: batch.x.data, at: m * size + i });
        copyRow(y, row, { to: batch.y.data, at: m * size + i });
      }
    }
    return batch;
  };
  return { batches, stepsPerEpoch };
}

/** The rows of each fold, padded to one length, and the place of each row there. */
function heldOut({ x, y, folds }: Data) {
  const members = Math.max(...folds) + 1;
  const sizes = new Int32Array(members);
  for (const fold of folds) sizes[fold]!++;
  const longest = Math.max(...sizes);
  const held = {
    x: emptyBatch(members, longest, x.shape[1]),
    y: emptyBatch(members, longest, y.shape[1]),
  };
  const filled = new Int32Array(members);
  const places = Int32Array.from(folds, (fold) => fold * longest + filled[fold]!++);
  for (const [row, at] of places.entries()) {
    copyRow(x, row, { to: held.x.data, at });
    copyRow(y, row, { to: held.y.data, at });
  }
  return { ...held, places };
}

function emptyBatch(members: number, rows: number, width: number) {
  return {
    data: new Float32Array(members * rows * width),
    shape: [members, rows, width] as [number, number, number],
  };
}

function copyRow(
  { data, shape: [, width] }: Matrix,
  row: number,
  { to, at }: { readonly to: Float32Array; readonly at: number },
): void {
  for (let j = 0; j < width; j++) to[at * width + j] = data[row * width + j]!;
}
