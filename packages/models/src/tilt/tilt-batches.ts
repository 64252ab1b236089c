import { foldIn, type Key, permutation, split } from "@ebm/core";
import { takeRows } from "@ebm/datasets";
import type { Feeds } from "@ebm/engine";
import type { TiltRows } from "./tilt-rows.js";

export interface TiltBatchesOptions {
  readonly key: Key;
  readonly batchSize: number;
  /** Number of samples for each row, or in all without inputs. */
  readonly samples: number;
  /** Number of steps whose samples are drawn at once. */
  readonly ahead: number;
  /** The additional inputs of the loss. */
  readonly kind: "samples" | "ratios" | "none";
}

export interface TiltBatches {
  /** Draws the samples of the steps from `step` on. */
  prepare(step: number): Promise<void>;
  /** The batch of a step that is prepared. */
  at(step: number): Feeds;
}

/** The batches of a loss, in random order, each with new samples of the base if it needs them. */
export function tiltBatches(rows: TiltRows, options: TiltBatchesOptions): TiltBatches {
  const { batchSize, samples, ahead, kind } = options;
  const { x, y, sample, states } = rows;
  const [rowKey, sampleKey] = split(options.key, 2);
  const stepsPerEpoch = Math.floor(y.shape[0] / batchSize);
  const dim = y.shape[1];
  let order = { epoch: -1, rows: new Int32Array() };
  let drawn: { readonly from: number; readonly data: Float32Array } = {
    from: 0,
    data: new Float32Array(),
  };
  const size = (x ? batchSize : 1) * samples * dim;

  function rowsAt(step: number): Int32Array {
    const epoch = Math.floor(step / stepsPerEpoch);
    if (order.epoch !== epoch) {
      order = { epoch, rows: permutation(foldIn(rowKey, epoch), y.shape[0]) };
    }
    const start = (step % stepsPerEpoch) * batchSize;
    return order.rows.slice(start, start + batchSize);
  }

  return {
    async prepare(step) {
      if (states || kind !== "samples") return;
      const steps = Array.from({ length: x ? ahead : 0 }, (_, i) => step + i);
      const request = x
        ? { rows: Int32Array.from(steps.flatMap((at) => [...rowsAt(at)])), samples }
        : { rows: Int32Array.of(0), samples: ahead * samples };
      drawn = { from: step, data: await sample({ ...request, key: foldIn(sampleKey, step) }) };
    },
    at(step) {
      const chosen = rowsAt(step);
      const [first, groups] = [(step - drawn.from) * size, x ? batchSize : 1];
      const feeds = { y: takeRows(y, chosen), ...(x && { x: takeRows(x, chosen) }) };
      if (kind === "none") return feeds;
      if (kind === "ratios") {
        const ratios = Float32Array.from(rows.logRatios!(chosen));
        return { ...feeds, logRatios: { data: ratios, shape: [chosen.length, dim] } };
      }
      if (!states) {
        const data = drawn.data.subarray(first, first + size);
        return { ...feeds, samples: { data, shape: [groups, samples, dim] } };
      }
      const logProb = Float32Array.from(states.logProb(x ? chosen : Int32Array.of(0)));
      const { data, shape } = states.y;
      return {
        ...feeds,
        samples: { data, shape: [1, ...shape] },
        logProb: { data: logProb, shape: [groups, shape[0]] },
      };
    },
  };
}
