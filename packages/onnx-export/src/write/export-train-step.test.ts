import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { describe, expect, test } from "vitest";
import { card } from "../../test/models.js";
import { openInOnnxruntime } from "../../test/open-in-onnxruntime.js";
import {
  exportTrainStep,
  type Feeds,
  fineTune,
  fromLayers,
  readParams,
  readSignature,
} from "../index.js";

type Params = { readonly w: tf.Tensor; readonly b: tf.Tensor };

/** Least squares: a loss whose gradient is known. */
const loss = ({ w, b }: Params, { x, y }: Record<string, tf.Tensor>): tf.Scalar =>
  tf.mean(tf.squaredDifference(tf.add(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D), b), y!));
const params: Params = {
  w: tf.keep(tf.tensor2d([[1], [2], [-1]])),
  b: tf.keep(tf.tensor1d([0.5])),
};
const batch = {
  x: { shape: ["batch", 3], dtype: "float32" },
  y: { shape: ["batch", 1], dtype: "float32" },
};

/** Momentum: g ← 0.9 g + grad, p ← p − η g. */
type Momentum = { readonly params: tf.Tensor1D; readonly velocity: tf.Tensor1D };
const momentum = (
  { params, velocity, grad }: Momentum & { readonly grad: tf.Tensor1D },
  { learningRate }: { readonly learningRate: tf.Scalar },
): Momentum => {
  const next: tf.Tensor1D = tf.add(tf.mul(velocity, 0.9), grad);
  return { params: tf.sub(params, tf.mul(next, learningRate)), velocity: next };
};
const files = exportTrainStep(
  { loss, params, batch, update: momentum, state: { velocity: tf.zeros([4]) } },
  card,
);

const rows = 20;
const x = normal(key(1), rows * 3);
const y = Float32Array.from({ length: rows }, (_, i) => x[3 * i]! - x[3 * i + 1]! + 3);
const feeds: Feeds = { x: { data: x, shape: [rows, 3] }, y: { data: y, shape: [rows, 1] } };

/** Computes the expected result of training in float64. */
function reference(steps: number, rate: number): { losses: number[]; params: number[] } {
  const p = [0.5, 1, 2, -1]; // b, then w: in the order of their paths
  const velocity = [0, 0, 0, 0];
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const grad = [0, 0, 0, 0];
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const at = [1, x[3 * i]!, x[3 * i + 1]!, x[3 * i + 2]!];
      const residual = at.reduce((total, a, k) => total + a * p[k]!, 0) - y[i]!;
      sum += residual ** 2 / rows;
      for (const k of grad.keys()) grad[k]! += (2 * residual * at[k]!) / rows;
    }
    losses.push(sum);
    for (const k of p.keys()) {
      velocity[k] = 0.9 * velocity[k]! + grad[k]!;
      p[k]! -= rate * velocity[k];
    }
  }
  return { losses, params: p };
}

describe("exportTrainStep", () => {
  test("names the state as it goes in and comes out, and leaves the batch open", () => {
    const { inputs, outputs } = readSignature(files["train-step.onnx"]);
    const float = (...shape: (number | string)[]) => ({ shape, dtype: "float32" });
    expect(inputs).toEqual({
      params: float(4),
      velocity: float(4),
      learning_rate: float(),
      x: float("batch", 3),
      y: float("batch", 1),
    });
    expect(outputs).toEqual({ loss: float(), next_params: float(4), next_velocity: float(4) });
    const state = readSignature(files["train-state.onnx"]);
    expect([state.inputs, state.outputs]).toEqual([{}, { params: float(4), velocity: float(4) }]);
  });

  test("trains in an inference runtime, as gradient descent in float64 does", async () => {
    const state = await (await openInOnnxruntime(files["train-state.onnx"]))({});
    const run = await openInOnnxruntime(files["train-step.onnx"]);
    const losses: number[] = [];
    let last = state;
    const options = { run, state, batches: () => feeds, learningRate: 0.05, steps: 30 };
    for await (const info of fineTune(options)) {
      losses.push(info.loss);
      last = info.state;
    }
    const expected = reference(30, 0.05);
    expectClose(losses, expected.losses, { rtol: 1e-4, atol: 1e-5 });
    expectClose(last.params!.data, expected.params, { rtol: 1e-4, atol: 1e-5 });
    const { w, b } = readParams(files["train-step.onnx"], last.params!);
    expect([b!.shape, w!.shape]).toEqual([[1], [3, 1]]);
    expect([...b!.data, ...w!.data]).toEqual([...last.params!.data]);
  });

  test("stops where a loss is not finite", async () => {
    const run = await openInOnnxruntime(files["train-step.onnx"]);
    const state = await (await openInOnnxruntime(files["train-state.onnx"]))({});
    const batches = () => ({ ...feeds, y: { data: y.map(() => Infinity), shape: [rows, 1] } });
    const training = fineTune({ run, state, batches, learningRate: 1, steps: 2 });
    await expect(training.next()).rejects.toThrow(
      "fineTune: the loss of step 1 is Infinity, expected a number.",
    );
  });

  test("refuses a batch that is named as the state is", () => {
    const named = { ...batch, params: batch.x };
    const update = momentum;
    expect(() => exportTrainStep({ loss, params, batch: named, update, state: {} }, card)).toThrow(
      "exportTrainStep: `batch` has `params`, expected another name.",
    );
  });
});

test("readParams refuses a file without a layout, and a vector of another size", () => {
  const vector = { data: new Float32Array(3), shape: [3] };
  expect(() => readParams(files["train-state.onnx"], vector)).toThrow(
    "readParams: the vector has 3 numbers, expected 4.",
  );
});

describe("fromLayers", () => {
  const model = sequential({
    layers: [
      layers.dense({ units: 4, inputShape: [3], activation: "tanh" }),
      layers.dense({ units: 1 }),
    ],
  });
  const net = fromLayers(model);

  test("is the model at its own weights, and another function at others", () => {
    const at = tf.tensor2d(x.slice(0, 6), [2, 3]);
    const before = model.predict(at) as tf.Tensor;
    expectClose(net.apply(net.params, at), before);
    const shifted = net.params.map((p) => tf.add(p, 0.1));
    expect(net.apply(shifted, at).dataSync()).not.toEqual(before.dataSync());
    expectClose(model.predict(at) as tf.Tensor, before);
    expect(() => net.apply([], at)).toThrow("fromLayers: `params` has 0 tensors, expected 4.");
  });

  test("trains in an inference runtime", async () => {
    const { "train-step.onnx": step, "train-state.onnx": start } = exportTrainStep(
      {
        loss: (params: readonly tf.Tensor[], { x, y }: Record<string, tf.Tensor>) =>
          tf.mean(tf.squaredDifference(net.apply(params, x!), y!)),
        params: net.params,
        batch,
        update: momentum,
        state: { velocity: tf.zeros([21]) },
      },
      card,
    );
    const losses: number[] = [];
    for await (const { loss } of fineTune({
      run: await openInOnnxruntime(step),
      state: await (await openInOnnxruntime(start))({}),
      batches: () => feeds,
      learningRate: 0.02,
      steps: 200,
    })) {
      losses.push(loss);
    }
    expect(losses.at(-1)).toBeLessThan(0.1 * losses[0]!);
  });
});
