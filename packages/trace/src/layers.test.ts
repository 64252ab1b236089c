import { registerGradients, valueAndGrad } from "@ebm/core";
import { expectClose, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { initializers, type LayersModel, layers, sequential } from "@tensorflow/tfjs-layers";
import { describe, expect, test } from "vitest";
import { expectParity, expectSame, openTraced, type Tensors } from "../test/expect-parity.js";
import { trace } from "./trace.js";

type Model = readonly [name: string, model: () => LayersModel, shape: readonly number[]];
type Layer = ReturnType<typeof layers.dense>;

/** The gradients that importing tf.layers has registered over ours. */
const brought = tf.getGradient("Exp");

let seed = 0;
/** Weights that do not change from run to run, and are not zero either. */
const init = () => initializers.randomNormal({ mean: 0.1, stddev: 0.5, seed: ++seed });
const stack = (...list: readonly object[]): LayersModel => sequential({ layers: list as Layer[] });

const models: readonly Model[] = [
  [
    "a dense net",
    () =>
      stack(
        layers.dense({ units: 7, activation: "relu", inputShape: [5], kernelInitializer: init() }),
        layers.layerNormalization(),
        layers.dropout({ rate: 0.5 }),
        layers.dense({ units: 4, activation: "swish", kernelInitializer: init() }),
        layers.dense({ units: 3, activation: "softmax", kernelInitializer: init() }),
      ),
    [5],
  ],
  [
    "a convnet",
    () => {
      const conv = {
        filters: 4,
        kernelSize: 3,
        kernelInitializer: init(),
        biasInitializer: init(),
      };
      const normal = {
        movingMeanInitializer: init(),
        betaInitializer: init(),
        gammaInitializer: init(),
      };
      return stack(
        layers.conv2d({ ...conv, padding: "same", activation: "relu", inputShape: [9, 8, 2] }),
        layers.batchNormalization(normal),
        layers.maxPooling2d({ poolSize: 2 }),
        layers.depthwiseConv2d({ kernelSize: 2, depthwiseInitializer: init(), activation: "elu" }),
        layers.separableConv2d({
          filters: 3,
          kernelSize: 2,
          padding: "same",
          depthwiseInitializer: init(),
          pointwiseInitializer: init(),
        }),
        layers.upSampling2d({ size: [2, 2] }),
        layers.averagePooling2d({ poolSize: 3, strides: 2, padding: "same" }),
        layers.conv2dTranspose({
          filters: 2,
          kernelSize: 3,
          strides: 2,
          kernelInitializer: init(),
        }),
        layers.globalAveragePooling2d({}),
        layers.dense({ units: 2, kernelInitializer: init() }),
      );
    },
    [9, 8, 2],
  ],
  [
    "a convnet of volumes",
    () =>
      stack(
        layers.conv3d({
          filters: 3,
          kernelSize: 2,
          inputShape: [4, 5, 4, 1],
          kernelInitializer: init(),
        }),
        layers.maxPooling3d({ poolSize: 2 }),
        layers.flatten(),
        layers.dense({ units: 2, kernelInitializer: init() }),
      ),
    [4, 5, 4, 1],
  ],
  ...(["lstm", "gru", "simpleRNN"] as const).map(
    (name): Model => [
      `a ${name}`,
      () =>
        stack(
          layers[name]({
            units: 4,
            inputShape: [5, 3],
            returnSequences: true,
            kernelInitializer: init(),
            recurrentInitializer: init(),
          }),
          layers[name]({ units: 2, kernelInitializer: init(), recurrentInitializer: init() }),
        ),
      [5, 3],
    ],
  ),
];

describe.each(models)("%s of tf.layers", (_, make, shape) => {
  const model = make();
  const loss = (x: tf.Tensor): tf.Scalar => tf.sum(tf.square(model.apply(x) as tf.Tensor));

  test("predicts in ONNX Runtime what it does eagerly", async () => {
    const predict = ({ x }: Tensors): tf.Tensor => model.predict(x!) as tf.Tensor;
    await expectParity(predict, { x: generic([3, ...shape]) });
  });

  test("predicts for a batch of any size", async () => {
    const apply = ({ x }: Tensors): tf.Tensor => model.apply(x!) as tf.Tensor;
    const session = await openTraced(apply, {
      x: { shape: ["batch", ...shape], dtype: "float32" },
    });
    for (const batch of [1, 4]) await expectSame(session, apply, { x: generic([batch, ...shape]) });
    await session.release();
  });

  test("has the gradients of its input", async () => {
    const gradient = ({ x }: Tensors): tf.Tensor => valueAndGrad(loss)(x!).grad;
    await expectParity(gradient, { x: generic([2, ...shape]) });
  });
});

test("tf.layers brings gradients of its own, and ours are put back", () => {
  registerGradients();
  expect(tf.getGradient("Exp")).not.toBe(brought);
  const x = tf.tensor1d([0.3, -1.2]);
  const slope = tf.grad((x: tf.Tensor) => tf.exp(x));
  expectClose(tf.grad((x: tf.Tensor) => slope(x))(x), tf.exp(x));
});

describe("layers that would change while traced are refused, and stay as they were", () => {
  const batch = { x: { shape: [2, 3], dtype: "float32" } };
  const x = generic([2, 3]);

  test("batch normalization in training mode, of sizes fixed and open", () => {
    const model = stack(layers.dense({ units: 4, inputShape: [3] }), layers.batchNormalization());
    const before = (model.predict(x) as tf.Tensor).dataSync();
    const train = ({ x }: Tensors): tf.Tensor => model.apply(x!, { training: true }) as tf.Tensor;
    for (const size of [2, "batch"]) {
      expect(() => trace(train, { x: { shape: [size, 3], dtype: "float32" } })).toThrow(
        /variable `.*moving_mean` was assigned while tracing/,
      );
    }
    expect((model.predict(x) as tf.Tensor).dataSync()).toEqual(before);
    expect(model.getWeights().every((weight) => weight.dataSync().every(Number.isFinite))).toBe(
      true,
    );
  });

  test("a layer that is not built yet", () => {
    const layer = layers.dense({ units: 2, kernelInitializer: "ones" });
    expect(() => trace(({ x }) => layer.apply(x!) as tf.Tensor, batch)).toThrow(
      /variable `.*kernel` was created while tracing/,
    );
  });

  test("a recurrent layer that keeps its state", () => {
    const model = stack(
      layers.simpleRNN({
        units: 2,
        stateful: true,
        batchInputShape: [2, 3, 1],
        recurrentInitializer: init(),
      }),
    );
    const apply = ({ x }: Tensors): tf.Tensor =>
      model.apply(tf.reshape(x!, [2, 3, 1])) as tf.Tensor;
    expect(() => trace(apply, batch)).toThrow("a tensor was disposed while tracing");
    expect(apply({ x }).shape).toEqual([2, 2]);
  });

  test("a recurrent layer that keeps its state in training mode, which can be reset then", () => {
    const rnn = layers.simpleRNN({
      units: 2,
      stateful: true,
      batchInputShape: [2, 3, 1],
      recurrentInitializer: "ones",
    });
    const model = stack(rnn);
    const apply = ({ x }: Tensors): tf.Tensor =>
      model.apply(tf.reshape(x!, [2, 3, 1]), { training: true }) as tf.Tensor;
    const first = apply({ x });
    expect(() => trace(apply, batch)).toThrow(/stateful layer .* Call `resetStates\(\)`/);
    rnn.resetStates();
    expectClose(apply({ x }), first);
  });
});

test("normalizations without a scale or a center differentiate", async () => {
  const model = stack(
    layers.batchNormalization({ scale: false, inputShape: [5] }),
    layers.dense({ units: 4, kernelInitializer: init() }),
    layers.batchNormalization({ scale: false, center: false }),
    layers.layerNormalization({ scale: false, center: false }),
    layers.dense({ units: 2, activation: "tanh", kernelInitializer: init() }),
  );
  const energy = (x: tf.Tensor): tf.Scalar => tf.sum(tf.square(model.apply(x) as tf.Tensor));
  const score = (x: tf.Tensor): tf.Scalar => tf.sum(tf.square(valueAndGrad(energy)(x).grad));
  const second = ({ x }: Tensors): tf.Tensor => valueAndGrad(score)(x!).grad;
  await expectParity(second, { x: generic([3, 5]) });
});
