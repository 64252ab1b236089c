import { foldIn } from "@ebm/core";
import { type Matrix, takeRows } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import { pause } from "../members/pause.js";
import type { TiltRows } from "../tilt/tilt-rows.js";
import { chainLogProb } from "./chain-log-prob.js";
import { chainSamples } from "./chain-samples.js";
import type { LabelChain } from "./label-chain.js";

export interface LabelTiltRowsInputs {
  /** L(x). Shape [rows, labels]. */
  readonly logits: Matrix;
  /** 0 or 1. Shape [rows, labels]. */
  readonly y: Matrix;
  readonly chains: readonly LabelChain[];
  /**
   * The largest number of probabilities of all sets, for all rows, to keep in memory. Default: 2²².
   */
  readonly mostStates?: number;
  readonly signal?: AbortSignal | undefined;
}

/** The number of additions between pauses while sampling. */
const STRETCH = 1e8;

const CHUNK = 2 ** 16;

/**
 * Prepares rows for `fitTilt`, with the chains of a fitted model as the base. log Z is a sum over
 * all sets if they are few, else it is estimated with samples.
 *
 * To learn an energy from the rows that the model learned from, take their out-of-fold logits, and
 * keep the rows of one fold for validation.
 */
export async function labelTiltRows(inputs: LabelTiltRowsInputs): Promise<TiltRows> {
  const { logits, y, chains, mostStates = 2 ** 22, signal } = inputs;
  const [rows, labels] = y.shape;
  const states = rows * 2 ** labels <= mostStates ? await allStates(inputs) : undefined;
  return {
    y,
    x: logits,
    async sample({ rows: chosen, samples, key }) {
      const data = new Float32Array(chosen.length * samples * labels);
      const size = Math.max(1, Math.floor(STRETCH / samples / labels ** 2));
      for (let start = 0; start < chosen.length; start += size) {
        await pause(signal);
        const part = { rows: chosen.subarray(start, start + size), samples };
        const sampled = chainSamples(chains, { logits, ...part, key: foldIn(key, start) });
        data.set(sampled, start * samples * labels);
      }
      return data;
    },
    ...(states && { states }),
  };
}

/** All sets of labels, and their log-probabilities at each row. */
async function allStates({ logits, y, chains }: LabelTiltRowsInputs) {
  const [rows, labels] = y.shape;
  const count = 2 ** labels;
  const data = Float32Array.from({ length: count * labels }, (_, i) => {
    return (Math.floor(i / labels) >> (i % labels)) & 1;
  });
  const all = { data, shape: [count, labels] as const };
  const table = new Float32Array(rows * count);
  const run = compile((it: { logits: tf.Tensor2D; y: tf.Tensor2D }) => chainLogProb(chains, it));
  const batch = Math.max(1, Math.floor(CHUNK / count));
  const indices = Int32Array.from({ length: count }, (_, i) => i);
  for (let start = 0; start < rows; start += batch) {
    const chosen = Int32Array.from({ length: Math.min(batch, rows - start) }, (_, i) => start + i);
    const sets = takeRows(all, Int32Array.from(Array.from(chosen).flatMap(() => [...indices])));
    const { output } = await run({ logits: takeRows(logits, repeat(chosen, count)), y: sets });
    table.set(output.data, start * count);
  }
  await run.dispose();
  return {
    y: all,
    logProb: (chosen: Int32Array): Float32Array =>
      takeRows({ data: table, shape: [rows, count] }, chosen).data,
  };
}

function repeat(rows: Int32Array, times: number): Int32Array {
  return Int32Array.from({ length: rows.length * times }, (_, i) => rows[Math.floor(i / times)]!);
}
