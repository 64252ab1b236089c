import { valueAndGrad } from "@ebm/core";
import { generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { expectParity, expectSame, openTraced, type Tensors } from "../test/expect-parity.js";
import { sortedNodes } from "./graph.js";
import { type Traceable, trace } from "./index.js";

const x = generic([2, 8, 6, 3]);
const filters = { f: [3, 3, 3, 4], g: [3, 3, 4, 5], h: [2, 2, 10, 4] };
const params: Tensors = {
  ...Object.fromEntries(Object.entries(filters).map(([name, shape]) => [name, generic(shape)])),
  b: generic([4]),
  c: generic([5], { seed: 1 }),
};

const chain = ({ x, f, g, h, b, c }: Tensors): tf.Tensor => {
  const conv = (x: tf.Tensor, f: tf.Tensor): tf.Tensor =>
    tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, 1, "same");
  const first = tf.relu(tf.add(conv(x!, f!), b!));
  const pooled = tf.maxPool(first as tf.Tensor4D, 2, 2, "valid");
  const second = tf.mul(tf.sigmoid(conv(pooled, g!)), tf.reshape(c!, [1, 1, 1, 5]));
  const wide = tf.pad(tf.concat([second, tf.tanh(second)], 3), [
    [0, 0],
    [1, 0],
    [0, 1],
    [0, 0],
  ]);
  return conv(wide, h!);
};

/** How many images a graph transposes: those of filters are small. */
function transposes(f: Traceable, inputs: Tensors): number {
  const isFilter = (shape: readonly number[]): boolean => shape[2]! <= 3 && shape[3]! <= 3;
  const nodes = sortedNodes(Object.values(trace(f, inputs).outputs));
  const images = nodes.filter(
    ({ op, outputs }) => op === "Transpose" && !isFilter(outputs[0]!.shape),
  );
  return images.length;
}

describe("a chain of convolutions", () => {
  test("is transposed at its ends alone, where its parts meet nowhere else", async () => {
    const inputs = { x, ...params };
    expect(transposes(chain, inputs)).toBe(2);
    await expectParity(chain, inputs);
  });

  test("has gradients, with no more than the change of places that those of filters take", async () => {
    const loss = (p: Tensors): tf.Scalar => tf.mean(tf.square(chain({ x, ...p })));
    const gradients: Traceable = (at) =>
      Object.fromEntries(
        Object.entries(valueAndGrad(loss as never)(at as never).grad as Tensors).map(
          ([name, dx]) => [`d${name}`, dx],
        ),
      );
    expect(transposes(gradients, params)).toMatchInlineSnapshot(`10`);
    await expectParity(gradients, params);
  });
});

describe("what is computed of images", () => {
  const filter = generic([1, 1, 3, 4], { seed: 2 });
  /** Images that ONNX has the channels of first. */
  const y = (x: tf.Tensor): tf.Tensor =>
    tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, "same");
  const cases: Record<string, (x: tf.Tensor) => tf.Tensor> = {
    "sums along axes": (x) => tf.sum(y(x), [1, 3]),
    "means along axes, kept": (x) => tf.mean(y(x), [1, 2], true),
    "a maximum along one": (x) => tf.max(y(x), 2),
    "a minimum along channels": (x) => tf.min(y(x), 3),
    casts: (x) => tf.cast(tf.greater(y(x), 0), "float32"),
    "broadcasts of rows": (x) => tf.add(y(x), generic([6, 1])),
    "broadcasts of columns": (x) => tf.maximum(y(x), generic([8, 1, 4])),
    "broadcasts to more axes": (x) => tf.mul(y(x), generic([2, 1, 1, 1, 1])),
    "images of another layout": (x) =>
      tf.mul(y(x), tf.slice(tf.tile(x, [1, 1, 1, 2]), [0, 0, 0, 0], [2, 8, 6, 4])),
    "a stride": (x) => tf.stridedSlice(y(x), [0, 7, 0, 1], [2, 1, 6, 3], [1, -2, 3, 1]),
    "a concatenation of rows": (x) => tf.concat([y(x), tf.neg(y(x))], 1),
    "reflected borders": (x) =>
      tf.mirrorPad(
        y(x),
        [
          [0, 0],
          [1, 2],
          [0, 3],
          [0, 1],
        ],
        "reflect",
      ),
    "a prelu": (x) => tf.prelu(y(x), generic([4])),
    "a reshape": (x) => tf.reshape(tf.relu(y(x)), [2, -1]),
  };
  test.each(Object.entries(cases))("agrees: %s", (_, f) => expectParity(({ x }) => f(x!), { x }));

  test("agrees at an open batch", async () => {
    const open = { x: { shape: ["batch", 8, 6, 3], dtype: "float32" } };
    const f: Traceable = ({ x }) => ({
      sum: tf.sum(tf.relu(y(x!)), [0, 2]),
      rows: tf.slice(tf.exp(y(x!)), [0, 1, 1, 1], [x!.shape[0], 3, 2, 2]),
    });
    const session = await openTraced(f, open);
    for (const batch of [1, 3]) await expectSame(session, f, { x: generic([batch, 8, 6, 3]) });
    await session.release();
  });
});
