import { key, normal, valueAndGrad } from "@ebm/core";
import { adam } from "@ebm/optim";
import { expectClose } from "@ebm/testing";
import { encodeModel, type Traceable, trace } from "@ebm/trace";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { type AdamState, adamStep, type Feeds, openSession } from "./index.js";

const size = 5 * 4 + 4 + 4;
const x = tf.tensor2d(normal(key(1), 6 * 5), [6, 5]);
const y = tf.tensor1d(normal(key(2), 6));

/** The loss of a net of one hidden layer, whose parameters are one vector. */
function loss(params: tf.Tensor): tf.Scalar {
  const [w, b, v] = tf.split(params, [20, 4, 4]) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const hidden = tf.tanh(tf.add(tf.matMul(x, tf.reshape(w, [5, 4])), b));
  const out = tf.reshape(tf.matMul(hidden, tf.reshape(v, [4, 1])), [6]);
  return tf.mean(tf.squaredDifference(out, y));
}

const step =
  (learningRate: number | undefined): Traceable =>
  ({ params, first, second, step, rate }) => {
    const { value, grad } = valueAndGrad(loss)(params!);
    const state = { params, first, second, step, grad } as AdamState & { grad: tf.Tensor1D };
    const next = adamStep(state, { learningRate: learningRate ?? (rate as tf.Scalar) });
    return {
      loss: value,
      newParams: next.params,
      newFirst: next.first,
      newSecond: next.second,
      newStep: next.step,
    };
  };

const vector = { shape: [size], dtype: "float32" };
const scalar = { shape: [], dtype: "float32" };
const specs = { params: vector, first: vector, second: vector, step: scalar };

test("a training step in one graph is that of @ebm/optim", async () => {
  const state = adam({ learningRate: 0.05 }).init(size);
  state.params.set(normal(key(3), size));
  const session = await openSession(encodeModel(trace(step(0.05), specs)));
  let feeds: Feeds = {
    params: { data: state.params.slice(), shape: [size] },
    first: { data: new Float32Array(size), shape: [size] },
    second: { data: new Float32Array(size), shape: [size] },
    step: { data: new Float32Array(1), shape: [] },
  };
  for (let count = 1; count <= 200; count++) {
    const { value, grad } = valueAndGrad(loss)(tf.tensor1d(state.params));
    state.grad.set(grad.dataSync<"float32">());
    state.step();
    const next = await session.run(feeds);
    if (count % 40 === 1) {
      const tolerance = { rtol: 1e-4, atol: 2e-5 };
      expectClose(next.loss!.data, value, tolerance);
      expectClose(next.newParams!.data, state.params, tolerance);
    }
    feeds = {
      params: next.newParams!,
      first: next.newFirst!,
      second: next.newSecond!,
      step: next.newStep!,
    };
  }
  await session.dispose();
});

test("takes its rate from the graph's inputs if told, and few operators", () => {
  const all = { ...specs, grad: vector, rate: scalar };
  const traced = trace(({ rate, ...state }) => {
    const given = state as unknown as AdamState & { grad: tf.Tensor1D };
    const { params, first, second } = adamStep(given, { learningRate: rate as tf.Scalar });
    return { newParams: params, newFirst: first, newSecond: second };
  }, all);
  expect(encodeModel(traced).length).toBeLessThan(2500);
});
