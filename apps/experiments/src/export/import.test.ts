import { foldIn, key, normal } from "@ebm/core";
import { adamStep, type Checkpoint, openSession, train } from "@ebm/engine";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import { exportTrainStep, type Feeds, fineTune, readParams } from "@ebm/onnx-export";
import { adam } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";

const [rows, half, steps, learningRate] = [64, 50, 100, 0.01];
type Params = { readonly net: MlpParams };

/** Least squares on a sine: all that matters here is that it has parameters, and falls. */
const loss = ({ net }: Params, { x, y }: Record<string, tf.Tensor>): tf.Scalar =>
  tf.mean(tf.squaredDifference(mlp(net, x as tf.Tensor2D), y!));
const batches = (step: number): Feeds => {
  const x = normal(foldIn(key(1), step), rows);
  return {
    x: { data: x, shape: [rows, 1] },
    y: { data: x.map((value) => Math.sin(2 * value)), shape: [rows, 1] },
  };
};
const params: Params = { net: initMlp({ key: key(2), sizes: [1, 32, 1] }) };
const options = { loss, params, optimizer: adam({ learningRate }), batches };

/** Trains the engine, and tells the losses. */
async function engine(to: number, from?: Checkpoint) {
  const run = train({ ...options, steps: to, ...(from && { from }) });
  const losses: number[] = [];
  for await (const info of run) losses.push(info.loss);
  const ended = { losses, checkpoint: run.checkpoint(), params: run.params() };
  await run.dispose();
  return ended;
}

function exported({ checkpoint, params: at }: Awaited<ReturnType<typeof engine>>) {
  const { first, second } = checkpoint.moments;
  const state = {
    first: tf.tensor1d(first!),
    second: tf.tensor1d(second!),
    step: tf.scalar(checkpoint.step),
  };
  const column = { shape: ["batch", 1], dtype: "float32" };
  return exportTrainStep(
    { loss, params: at, batch: { x: column, y: column }, update: adamStep, state },
    { method: "least squares", structure: "ℝ", dataset: "a sine" },
  );
}

/** A state of train-step.onnx as a checkpoint of the engine. */
function imported(file: Uint8Array, state: Feeds): Checkpoint {
  return {
    step: state.step!.data[0]!,
    params: readParams(file, state.params!),
    moments: Object.fromEntries(
      ["first", "second"].map((name) => [name, Float32Array.from(state[name]!.data)]),
    ),
  };
}

test("training goes on from an exported file as if it had never been exported", async () => {
  const whole = await engine(steps);
  const file = exported(await engine(half))["train-state.onnx"];
  const session = await openSession(file);
  const resumed = await engine(steps, imported(file, await session.run({})));
  await session.dispose();
  expect(resumed.losses).toEqual(whole.losses.slice(half));
  expect(resumed.losses.at(-1)).toBeLessThan(0.5 * whole.losses[0]!);
});

test("the engine goes on from what train-step.onnx has learned", async () => {
  const whole = await engine(steps);
  const files = exported(await engine(10));
  const start = await openSession(files["train-state.onnx"]);
  const { run, dispose } = await openSession(files["train-step.onnx"]);
  let state: Feeds = await start.run({});
  const own = { run, state, learningRate, steps: half - 10 };
  for await (const info of fineTune({ ...own, batches: (step) => batches(step + 10) })) {
    state = info.state;
  }
  const resumed = await engine(steps, imported(files["train-step.onnx"], state));
  for (const [i, value] of resumed.losses.entries()) {
    expect(Math.abs(value / whole.losses[half + i]! - 1)).toBeLessThan(1e-3);
  }
  await Promise.all([start.dispose(), dispose()]);
});
