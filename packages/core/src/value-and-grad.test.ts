import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { EbmError, ShapeError } from "./errors.js";
import { valueAndGrad } from "./value-and-grad.js";

type Params = { readonly layers: readonly tf.Tensor[]; readonly bias: tf.Tensor };

const params: Params = {
  layers: [tf.tensor1d([1, 2]), tf.tensor1d([3, -1])],
  bias: tf.tensor1d([0.5, 4]),
};
const loss = ({ layers: [a, b], bias }: Params, scale = 1): tf.Scalar =>
  tf.mul(scale, tf.sum(tf.add(tf.mul(a!, b!), tf.square(bias))));

describe("valueAndGrad", () => {
  test("gives the value, and a gradient in the form of the tree", () => {
    const { value, grad } = valueAndGrad(loss)(params);
    expectClose(value, 1 * 3 + 2 * -1 + 0.5 ** 2 + 4 ** 2);
    expectClose(grad.layers[0]!, [3, -1]);
    expectClose(grad.layers[1]!, [1, 2]);
    expectClose(grad.bias, [1, 8]);
  });

  test("hands further arguments on, without a gradient in them", () => {
    expectClose(valueAndGrad(loss)(params, 10).grad.bias, [10, 80]);
  });

  test("takes a single tensor for a tree", () => {
    const { grad } = valueAndGrad((x: tf.Tensor1D) => tf.sum(tf.exp(x)))(tf.tensor1d([0, 1]));
    expectClose(grad, [1, Math.E]);
  });

  test("gives zeros where there is no dependence, of one leaf or of all", () => {
    const one = valueAndGrad(({ bias }: Params) => tf.sum(bias))(params);
    expectClose(one.grad.layers[0]!, [0, 0]);
    expectClose(one.grad.bias, [1, 1]);
    const none = valueAndGrad((_: Params) => tf.scalar(7))(params);
    expectClose(none.value, 7);
    expectClose(none.grad.bias, [0, 0]);
  });

  test("gives one to a function that returns its argument", () => {
    const x = tf.scalar(3);
    const { value, grad } = valueAndGrad((x: tf.Tensor) => x)(x);
    expectClose(grad, 1);
    value.dispose();
    expect(x.isDisposed).toBe(false);
  });

  test("takes a tree without leaves", () => {
    const { value, grad } = valueAndGrad((_: Record<string, tf.Tensor>) => tf.scalar(2))({});
    expectClose(value, 2);
    expect(grad).toEqual({});
  });

  test("nests", () => {
    const cube = (x: tf.Tensor): tf.Tensor => tf.sum(tf.mul(tf.square(x), x));
    const second = (x: tf.Tensor): tf.Tensor => tf.sum(valueAndGrad(cube)(x).grad);
    const third = (x: tf.Tensor): tf.Tensor => tf.sum(valueAndGrad(second)(x).grad);
    const x = tf.tensor1d([2, -1]);
    expectClose(valueAndGrad(cube)(x).grad, [12, 3]);
    expectClose(valueAndGrad(second)(x).grad, [12, -6]);
    expectClose(valueAndGrad(third)(x).grad, [6, 6]);
  });

  test("is the gradient in the argument alone, not in an equal tensor in scope", () => {
    // d/dx [x · d/dy (x + y)] at y = x is 1
    const outer = (x: tf.Tensor): tf.Tensor =>
      tf.mul(x, valueAndGrad((y: tf.Tensor) => tf.add(x, y))(x).grad);
    expectClose(valueAndGrad(outer)(tf.scalar(3)).grad, 1);
  });

  test("tells apart leaves that are the same tensor", () => {
    const x = tf.scalar(3);
    const { grad } = valueAndGrad(([a, b]: readonly tf.Tensor[]) => tf.mul(a!, tf.square(b!)))([
      x,
      x,
    ]);
    expectClose(grad[0]!, 9);
    expectClose(grad[1]!, 18);
  });

  test("keeps its results and nothing else, inner gradients included", () => {
    const penalty = (params: Params): tf.Scalar =>
      tf.sum(tf.square(valueAndGrad(loss)(params).grad.bias));
    const before = tf.memory();
    const { value, grad } = valueAndGrad(penalty)(params);
    expect(tf.memory().numTensors).toBe(before.numTensors + 1 + 3);
    expectClose(grad.bias, [4, 32]);
    tf.dispose([value, grad.bias, ...grad.layers]);
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
  });

  test("leaves the parameters alone", () => {
    valueAndGrad(loss)(params);
    expectClose(params.bias, [0.5, 4]);
  });
});

const labels = tf.tensor1d([1], "int32");
const one = tf.scalar(1);

describe("valueAndGrad refuses", () => {
  test.each([
    ["more than a scalar", () => valueAndGrad((x: Params) => tf.exp(x.bias))(params), ShapeError],
    ["a number", () => valueAndGrad((() => 3) as never)(params), EbmError],
    ["a promise", () => valueAndGrad((async () => one) as never)(params), EbmError],
    ["integers", () => valueAndGrad(() => one)({ y: labels }), EbmError],
    ["what is no tensor", () => valueAndGrad(() => one)({ y: 3 } as never), EbmError],
  ])("%s, and leaves no tensor of it", (_, attempt, type) => {
    const before = tf.memory().numTensors;
    expect(attempt).toThrow(type);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("in words that tell what came", () => {
    expect(() =>
      valueAndGrad((x: Params) => tf.exp(x.bias))(params),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: valueAndGrad: \`f\` returned shape [2], expected a scalar.]`,
    );
    expect(() =>
      valueAndGrad((() => undefined) as never)(params),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: valueAndGrad: \`f\` returned undefined, expected a scalar tensor.]`,
    );
    expect(() =>
      valueAndGrad((async () => one) as never)(params),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: valueAndGrad: \`f\` returned a promise, expected a scalar tensor.]`,
    );
    expect(() => valueAndGrad(() => one)({ y: labels })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: valueAndGrad: leaf \`y\` has dtype int32, expected float32.]`,
    );
  });

  test("and works again afterwards", () => {
    expect(() =>
      valueAndGrad(() => {
        throw new Error("mine");
      })(params),
    ).toThrow("mine");
    expectClose(valueAndGrad(loss)(params).grad.bias, [1, 8]);
  });
});
