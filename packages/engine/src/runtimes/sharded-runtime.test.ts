import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { key, normal } from "@ebm/core";
import { adam } from "@ebm/optim";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, describe, expect, test } from "vitest";
import { initial, options, type Params } from "../../test/sine.js";
import { type Training, type TrainOptions, train } from "../index.js";

const shards = { count: 2, split: ["x", "noise"] };
const runs: Training<Params>[] = [];

function start(more: Partial<TrainOptions<Params, never>> = {}): Training<Params> {
  const run = train({ ...options, params: initial(), shards, ...more } as typeof options & {
    readonly params: Params;
  });
  runs.push(run);
  return run;
}

async function losses(run: Training<Params>, until = Infinity): Promise<number[]> {
  const list: number[] = [];
  for await (const { step, loss } of run) {
    list.push(loss);
    if (step >= until) break;
  }
  return list;
}

afterEach(async () => {
  for (const run of runs.splice(0)) await run.dispose();
});

describe("train in shards", () => {
  test.each([2, 4])("of %d makes the steps of a run in one thread", async (count) => {
    const one = await losses(train({ ...options, params: initial() }));
    expectClose(await losses(start({ shards: { ...shards, count } })), one, { rtol: 1e-4 });
  });

  test("repeats bit for bit, and goes on from a checkpoint", async () => {
    const [whole, first] = [start(), start()];
    const list = await losses(whole);
    const before = await losses(first, 23);
    const second = start({ from: structuredClone(first.checkpoint()) });
    expect([...before, ...(await losses(second))]).toEqual(list);
    expect(second.checkpoint()).toEqual(whole.checkpoint());
  });

  test("gives inputs that are not split to every thread whole", async () => {
    const center = { data: normal(key(7), 1), shape: [1, 1] };
    const loss = ({ out }: Params, { x, center }: Record<string, tf.Tensor>): tf.Scalar =>
      tf.mean(tf.square(tf.sub(tf.add(x!, center!), tf.mean(out))));
    const same = {
      loss: loss as never,
      batches: () => ({ x: { data: normal(key(8), 8), shape: [8, 1] }, center }),
      optimizer: adam({ learningRate: 0.1 }),
      steps: 5,
    };
    const one = await losses(train({ ...same, params: initial() }));
    expectClose(await losses(start({ ...same, shards: { count: 2, split: ["x"] } })), one);
  });

  test("keeps a process alive to the end of a run, and no longer", async () => {
    const script = fileURLToPath(new URL("../../test/train-in-shards.ts", import.meta.url));
    const node = ["--import", "tsx", "--conditions=@ebm/source", script];
    expect((await promisify(execFile)(process.execPath, node)).stdout).toBe("60");
  });

  test("refuses a loss that is no mean over the rows that are split", async () => {
    const loss = (_: Params, { x }: Record<string, tf.Tensor>): tf.Scalar => tf.sum(tf.square(x!));
    await expect(losses(start({ loss: loss as never }))).rejects.toThrow(
      "train: `loss` has 10.6875 at 0 for the batch, and 5.34375 as the mean over its shards",
    );
  });

  test("refuses rows that make no equal parts, and less than two of them", async () => {
    await expect(losses(start({ shards: { ...shards, count: 3 } }))).rejects.toThrow(
      "train: `x` has 32 rows, expected a multiple of the 3 shards.",
    );
    await expect(losses(start({ shards: { ...shards, split: ["z"] } }))).rejects.toThrow(
      "train: `shards.split` has z, expected inputs: x, noise",
    );
    expect(() => start({ shards: { ...shards, count: 1 } })).toThrow(
      "train: `shards.count` is 1, expected an integer of at least 2.",
    );
  });
});
