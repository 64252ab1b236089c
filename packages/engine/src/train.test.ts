import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { beforeEach, describe, expect, test } from "vitest";
import { initial, options, type Params, start } from "../test/sine.js";
import { type Checkpoint, type Feeds, train } from "./index.js";

async function losses(run: ReturnType<typeof start>, until = Infinity): Promise<number[]> {
  const list: number[] = [];
  for await (const { step, loss } of run) {
    list.push(loss);
    if (step >= until) break;
  }
  return list;
}

describe("train", () => {
  test("learns", async () => {
    const list = await losses(start({ steps: 400 }));
    expect(list).toHaveLength(400);
    expect(list[0]).toBeGreaterThan(0.3);
    expect(list.at(-1)).toBeLessThan(0.02);
  });

  test("gives the same losses eagerly, to 1e-5 over 60 steps", async () => {
    const [compiled, eager] = [await losses(start()), await losses(start({ runtime: "tfjs" }))];
    expectClose(compiled, eager, { rtol: 1e-5, atol: 1e-6 });
  });

  test("gives the same parameters again, bit for bit", async () => {
    const [a, b] = [start(), start()];
    expect(await losses(a)).toEqual(await losses(b));
    expect(a.checkpoint()).toEqual(b.checkpoint());
  });

  test.each(["onnx", "tfjs"] as const)(
    "goes on from a checkpoint, bit for bit (%s)",
    async (runtime) => {
      const whole = start({ runtime });
      const list = await losses(whole);
      for (const stop of [1, 23, 59]) {
        const first = start({ runtime });
        const before = await losses(first, stop);
        expect(first.step).toBe(stop);
        const second = start({ runtime }, structuredClone(first.checkpoint()));
        expect([...before, ...(await losses(second))]).toEqual(list);
        expect(second.checkpoint()).toEqual(whole.checkpoint());
      }
    },
  );

  test("can be left and entered again", async () => {
    const run = start();
    const list = [...(await losses(run, 10)), ...(await losses(run))];
    expect(list).toEqual(await losses(start()));
    expect(await losses(run)).toEqual([]);
  });

  test("tells the parameters of now, and computes with them without a trace each time", async () => {
    const run = start();
    let traces = 0;
    const predict = run.compile(({ hidden, out }: Params, { x }: { x: tf.Tensor2D }) => {
      traces++;
      return tf.matMul(tf.tanh(tf.add(tf.matMul(x, hidden.weight), hidden.bias)), out);
    });
    const x = { data: Float32Array.of(0.1, 0.5), shape: [2, 1] };
    for (const until of [1, 2, 30]) {
      await losses(run, until);
      const { hidden, out } = run.params();
      const h = tf.tanh(tf.add(tf.matMul(tf.tensor2d(x.data, [2, 1]), hidden.weight), hidden.bias));
      expectClose((await predict({ x })).output.data, tf.matMul(h, out));
    }
    expect(traces).toBe(1);
    await run.dispose();
  });

  test("copies the parameters it is given, and leaves those of no effect alone", async () => {
    const params = initial();
    const before = params.out.dataSync().slice();
    const run = train({ ...options, params });
    tf.dispose(Object.values(params.hidden));
    await losses(run);
    expectClose(params.out, before, { atol: 0, rtol: 0 });
    expectClose(run.params().unused, 5, { atol: 0, rtol: 0 });
  });

  test("leaves no tensors behind", async () => {
    const params = initial();
    for (const runtime of ["onnx", "tfjs"] as const) {
      const { numTensors } = tf.memory();
      await losses(train({ ...options, params, runtime, steps: 5 }));
      expect(tf.memory().numTensors).toBe(numTensors);
    }
  });
});

describe("train refuses", () => {
  let run: ReturnType<typeof start>;
  beforeEach(async () => {
    run = start();
    await losses(run, 5);
  });

  test("a loss that is not finite, and keeps the parameters before it", async () => {
    const poisoned = start({ poison: 5 });
    await expect(losses(poisoned)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[DivergedError: train: \`loss\` is NaN at step 6, expected a finite number. In its batch \`noise\` has NaN at [3, 0]. The parameters are those after step 5.]`,
    );
    await expect(losses(poisoned)).rejects.toMatchObject({ name: "DivergedError", step: 6 });
    expect(poisoned.checkpoint()).toEqual(run.checkpoint());
  });

  test.each<[came: string, batch: unknown]>([
    ["a promise", Promise.resolve({})],
    ["undefined", undefined],
  ])("a batch that is %s", async (came, batch) => {
    const wrong = train({ ...options, params: initial(), batches: () => batch as Feeds });
    await expect(losses(wrong)).rejects.toThrow(
      `train: \`batches\` returned ${came} at step 0, expected { data, shape } by name.`,
    );
  });

  test("an optimizer of tfjs", () => {
    const wrong = tf.train.adam(1e-3) as unknown as typeof options.optimizer;
    expect(() =>
      train({ ...options, params: initial(), optimizer: wrong }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: train: \`optimizer\` is an AdamOptimizer, expected one of @ebm/optim, such as adam({ learningRate: 1e-3 }).]`,
    );
  });

  test("a batch without what the loss reads", async () => {
    for (const runtime of ["onnx", "tfjs"] as const) {
      const batches = (step: number): Feeds => ({ x: options.batches(step).x! });
      const wrong = train({ ...options, params: initial(), runtime, batches });
      await expect(losses(wrong)).rejects.toThrow("train: `batch` has x, expected `noise` too.");
    }
  });

  test("a number in a batch that is not finite, by its name and place", async () => {
    const batches = (step: number): Feeds => {
      const { x, ...rest } = options.batches(step);
      return { ...rest, x: { ...x!, data: Float32Array.from(x!.data).fill(NaN, 3, 4) } };
    };
    const wrong = train({ ...options, params: initial(), batches });
    await expect(losses(wrong)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[DivergedError: train: \`loss\` is NaN at step 1, expected a finite number. In its batch \`x\` has NaN at [3, 0]. The parameters are those after step 0.]`,
    );
  });

  test("no parameters, and no number of steps", () => {
    expect(() => train({ ...options, params: {} as Params })).toThrow(
      "train: `params` has no tensors, expected one or more.",
    );
    const steps = undefined as unknown as number;
    expect(() => train({ ...options, params: initial(), steps })).toThrow(
      "train: `steps` is undefined, expected a number from 0.",
    );
  });

  test("a checkpoint of other parameters", () => {
    const { params, ...rest } = run.checkpoint();
    const { unused, ...fewer } = params;
    const wrong = { data: new Float32Array(16), shape: [4, 4] };
    const from = (arrays: Checkpoint["params"]) => () => start({}, { ...rest, params: arrays });
    expect(from(fewer)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: train: \`from.params\` has nothing at \`unused\`, expected shape [].]`,
    );
    expect(from({ ...params, more: unused! })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: train: \`from.params\` has \`more\`, which the tree does not have.]`,
    );
    expect(from({ ...params, out: wrong })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: train: \`from.params\` has shape [4, 4] at \`out\`, expected shape [16, 1].]`,
    );
  });
});
