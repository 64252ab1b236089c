import { DivergedError, foldIn, type Key, normal, permutation, split } from "@ebm/core";
import { type Checkpoint, train as trainModel } from "@ebm/engine";
import { adam } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import { pause } from "../members/pause.js";
import type { BitColumns } from "./bit-columns.js";
import { type BitRows, denseRows, weightedMean } from "./bit-rows.js";
import { type BitsChainTensors, bitsChainLogProb } from "./bits-chain-log-prob.js";
import type { BitsChainParams } from "./bits-chain-params.js";
import { chainLayout, unitDegrees } from "./chain-layout.js";

export interface FitHiddenChainInputs {
  /** The chain without a hidden layer to start from. Its weights A are kept. */
  readonly chain: BitsChainParams;
  readonly train: BitRows;
  /** Rows that end the training. */
  readonly validation: BitRows;
  readonly key: Key;
  /** Number of hidden units. Default: 256. */
  readonly units?: number;
  /** Largest number of steps of 256 rows. Default: 2000. */
  readonly steps?: number;
  /** The learning rate of Adam, which falls to 0 in the second half. Default: 2e-3. */
  readonly learningRate?: number;
  /** The L2 penalty on the weights of the hidden layer. Default: 1e-3. */
  readonly l2?: number;
  /** Number of threads. Default: 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onCheck?: (step: number, nll: number) => void;
}

const BATCH = 256;
const CHECK_EVERY = 50;
const PATIENCE = 10;

type HiddenTensors = { readonly linearBias: tf.Tensor1D } & NonNullable<BitsChainTensors["hidden"]>;

/**
 * Adds a hidden layer to a chain, and trains it by maximum likelihood with Adam. The outputs of the
 * layer start at 0, so that the chain starts as it is, and the step under which validation rows are
 * most likely is returned.
 */
export async function fitHiddenChain(inputs: FitHiddenChainInputs): Promise<BitsChainParams> {
  const { chain, train, validation, key, units = 256, steps = 2000, threads = 1, signal } = inputs;
  const { learningRate = 2e-3, l2 = 1e-3 } = inputs;
  const { ordered, positions } = chainLayout(chain.levels, chain.order);
  const { width } = ordered;
  const [initKey, rowKey] = split(key, 2);
  const masks = masksOf(ordered, units);
  const scale = Math.sqrt(2 / width);
  const params: HiddenTensors = {
    linearBias: tf.tensor1d(Float32Array.from(chain.bias)),
    bias: tf.zeros([units]),
    inputs: tf.tensor2d(
      normal(initKey, width * units).map((z) => z * scale),
      [width, units],
    ),
    outputs: tf.zeros([units, width]),
  };
  const logProb = (params: HiddenTensors, { y }: { y: tf.Tensor2D }): tf.Tensor1D => {
    const hidden = {
      bias: params.bias,
      inputs: tf.mul<tf.Tensor2D>(params.inputs, tf.tensor2d(masks.inputs, [width, units])),
      outputs: tf.mul<tf.Tensor2D>(params.outputs, tf.tensor2d(masks.outputs, [units, width])),
    };
    const weights = tf.tensor2d(Float32Array.from(chain.weights), [width, width]);
    return bitsChainLogProb({ bias: params.linearBias, weights, hidden }, y, ordered);
  };
  const run = trainModel({
    loss: (params: HiddenTensors, batch: { y: tf.Tensor2D }) =>
      tf.neg(tf.mean(logProb(params, batch))) as tf.Scalar,
    params,
    optimizer: adam({
      learningRate: (step) => learningRate * Math.min(1, 2 * (1 - step / steps)),
      l2,
      clipNorm: 5,
      decays: (path) => path === "inputs" || path === "outputs",
    }),
    batches: batchesOf(train, { positions, key: rowKey }),
    steps,
    threads,
  });
  const judge = run.compile(logProb);
  const held = { data: denseRows(validation, positions), shape: [validation.rows, width] as const };
  const nllOf = async (): Promise<number> =>
    -weightedMean(validation, (await judge({ y: held })).output.data);
  let best: { readonly nll: number; readonly params: Checkpoint["params"] } | undefined;
  try {
    best = { nll: await nllOf(), params: run.checkpoint().params };
    let since = 0;
    for await (const { step } of run) {
      if (step % CHECK_EVERY !== 0 && step !== steps) continue;
      await pause(signal);
      const nll = await nllOf();
      inputs.onCheck?.(step, nll);
      since = nll < best.nll - LEAST_GAIN ? 0 : since + 1;
      if (nll < best.nll) best = { nll, params: run.checkpoint().params };
      if (since === PATIENCE) break;
    }
  } catch (error) {
    if (!(error instanceof DivergedError)) throw error;
  } finally {
    tf.dispose(params);
    await run.dispose();
  }
  const array = (name: keyof HiddenTensors, mask?: Float32Array): Float64Array =>
    Float64Array.from(best!.params[name]!.data, (value, i) => (mask ? value * mask[i]! : value));
  return {
    ...chain,
    bias: array("linearBias"),
    hidden: {
      bias: array("bias"),
      inputs: array("inputs", masks.inputs),
      outputs: array("outputs", masks.outputs),
    },
  };
}

/** A smaller gain on validation rows does not count as one. */
const LEAST_GAIN = 1e-4;

/** Which weights may differ from 0: units see columns before those that see them. */
function masksOf({ dim, width, columnOf }: BitColumns, units: number) {
  const degrees = unitDegrees(dim, units);
  const [inputs, outputs] = [new Float32Array(width * units), new Float32Array(units * width)];
  for (let a = 0; a < width; a++) {
    for (let h = 0; h < units; h++) {
      const isSeen = columnOf[a]! < degrees[h]!;
      inputs[a * units + h] = Number(isSeen);
      outputs[h * width + a] = Number(!isSeen);
    }
  }
  return { inputs, outputs };
}

/** Batches in random order, each row as often as it occurs. */
function batchesOf(
  train: BitRows,
  { positions, key }: { readonly positions: Int32Array; readonly key: Key },
) {
  const { width } = train.columns;
  const all = denseRows(train, positions);
  const rows = train.indices.length;
  const size = Math.min(BATCH, rows);
  const perEpoch = Math.floor(rows / size);
  let order = { epoch: -1, rows: new Int32Array() };
  return (step: number) => {
    const epoch = Math.floor(step / perEpoch);
    if (order.epoch !== epoch) order = { epoch, rows: permutation(foldIn(key, epoch), rows) };
    const first = (step % perEpoch) * size;
    const data = new Float32Array(size * width);
    for (let i = 0; i < size; i++) {
      const row = train.indices[order.rows[first + i]!]!;
      data.set(all.subarray(row * width, (row + 1) * width), i * width);
    }
    return { y: { data, shape: [size, width] as const } };
  };
}
