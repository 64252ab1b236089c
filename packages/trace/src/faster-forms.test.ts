import { key, normal } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { expectParity } from "../test/expect-parity.js";
import { type Traceable, trace } from "./index.js";

const floats = (seed: number, rows: number, columns: number): tf.Tensor =>
  tf.tensor(normal(key(seed), rows * columns), [rows, columns]);

describe("what is written in another form, for speed,", () => {
  test("compares with a number exactly, also where the result is a number", async () => {
    const next = (c: number, by: number): number => {
      const bits = new Int32Array(Float32Array.of(c).buffer);
      bits[0]! += by;
      return new Float32Array(bits.buffer)[0]!;
    };
    for (const c of [0.5, 1, 3e-9, -7, 4e9, 0, 1e-20]) {
      const isBelow: Traceable = ({ x }) => tf.cast(tf.less(x!, c), "float32");
      const near = c === 0 ? [-1e-45, 0, 1e-45] : [next(c, -1), Math.fround(c), next(c, 1)];
      await expectParity(isBelow, { x: tf.tensor([...near, 1e38, -1e38, Infinity, -Infinity]) });
    }
  });

  test("multiplies by a transposed matrix, whatever its sizes", async () => {
    for (const [rows, left, right] of [
      [40, 20, 200],
      [40, 20, 3],
      [3, 20, 130],
      [40, 20, 1],
      [1, 3, 4],
    ] as const) {
      const inputs = { x: floats(5, rows, left), g: floats(6, rows, right) };
      await expectParity(({ x, g }) => tf.matMul(x!, g!, true), inputs);
      await expectParity(({ x, g }) => {
        const product = tf.matMul(x!, g!, true);
        return { sum: tf.add(product, tf.matMul(tf.neg(x!), tf.exp(g!), true)), product };
      }, inputs);
    }
  });

  test("repeats a row where a column of equal numbers is multiplied by it", () =>
    expectParity(
      ({ x }) => ({
        ones: tf.matMul(tf.ones([4, 1]), x!),
        twos: tf.matMul(tf.fill([1, 4], 2), x!, true),
        turned: tf.matMul(tf.ones([4, 1]), tf.reshape(x!, [5, 1]), false, true),
      }),
      { x: floats(7, 1, 5) },
    ));

  test("is one operator for a draw of fair bits", () => {
    const bits: Traceable = ({ u }) => tf.cast(tf.less(u!, 0.5), "float32");
    const { output } = trace(bits, { u: { shape: [8], dtype: "float32" } }).outputs;
    expect(output!.node.inputs.map(({ node }) => node.op)).toEqual(["Input"]);
  });
});
