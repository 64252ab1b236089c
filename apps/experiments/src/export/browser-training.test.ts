import { foldIn, key, normal } from "@ebm/core";
import { adamStep, train } from "@ebm/engine";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import { exportTrainStep, type Feeds, fineTune } from "@ebm/onnx-export";
import { adam } from "@ebm/optim";
import { snlLoss } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { browserRuntime } from "./runtimes/browser.js";

const [rows, draws, steps, learningRate] = [64, 128, 100, 0.01];
const activation = "softplus";
type Params = { readonly net: MlpParams; readonly logNormalizer: tf.Tensor };
type Batch = { readonly x: tf.Tensor2D; readonly z: tf.Tensor2D };

const params: Params = {
  net: initMlp({ key: key(1), sizes: [2, 16, 1], zeroLast: true, activation }),
  logNormalizer: tf.keep(tf.scalar(0)),
};

/** SNL of a tilted normal on points of scale ½, with a standard normal as the proposal. */
function loss({ net, logNormalizer }: Params, { x, z }: Batch): tf.Scalar {
  const halfSquares = (at: tf.Tensor2D): tf.Tensor1D => tf.mul(tf.sum(tf.square(at), 1), 0.5);
  const energy = (at: tf.Tensor2D): tf.Tensor1D =>
    tf.add(halfSquares(at), tf.squeeze(mlp(net, at, { activation }), [1]));
  return snlLoss({
    dataEnergy: energy(x),
    sampleEnergy: energy(z),
    sampleLogProb: tf.sub(-Math.log(2 * Math.PI), halfSquares(z)) as tf.Tensor1D,
    logNormalizer: logNormalizer as tf.Scalar,
  });
}

const batches = (step: number): Feeds => ({
  x: { data: normal(foldIn(key(2), step), rows * 2).map((v) => v / 2), shape: [rows, 2] },
  z: { data: normal(foldIn(key(3), step), draws * 2), shape: [draws, 2] },
});

test("training in a browser reaches the losses of the engine in Node", async ({ skip }) => {
  const runtime = await browserRuntime("wasm").open();
  if ("missing" in runtime) return skip(runtime.missing);
  const size = 2 * 16 + 16 + 16 + 1 + 1;
  const files = exportTrainStep(
    {
      loss,
      params,
      batch: {
        x: { shape: ["batch", 2], dtype: "float32" },
        z: { shape: [draws, 2], dtype: "float32" },
      },
      update: adamStep,
      state: { first: tf.zeros([size]), second: tf.zeros([size]), step: tf.scalar(0) },
    },
    { method: "snl", structure: "ℝ²", dataset: "a normal of scale ½" },
  );
  const start = await runtime.load(files["train-state.onnx"]);
  const { run } = await runtime.load(files["train-step.onnx"]);
  const losses: number[] = [];
  const options = { run, state: await start.run({}), batches, learningRate, steps };
  for await (const info of fineTune(options)) losses.push(info.loss);
  await runtime.dispose();

  const engine: number[] = [];
  const optimizer = adam({ learningRate });
  const training = train({ loss, params, optimizer, batches, steps });
  for await (const info of training) engine.push(info.loss);
  await training.dispose();

  expect(losses).toHaveLength(steps);
  expect(engine[0]! - engine.at(-1)!).toBeGreaterThan(0.3);
  const apart = losses.map((value, i) => Math.abs(value - engine[i]!));
  if (process.env.EBM_TELL) console.log("largest difference", Math.max(...apart), losses.at(-1));
  expect(Math.max(...apart)).toBeLessThan(1e-4);
});
