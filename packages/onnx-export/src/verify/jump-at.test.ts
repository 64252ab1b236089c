import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { jumpAt } from "./jump-at.js";

const inputs = { x: { data: Float32Array.of(0.3, -2.5), shape: [1, 2] } };
type Inputs = Record<string, tf.Tensor>;
const at = (f: (x: tf.Tensor) => tf.Tensor): number =>
  jumpAt(({ x }: Inputs) => ({ y: f(x!) }), {
    inputs,
    outputs: {
      y: { data: Float32Array.from(f(tf.tensor2d([[0.3, -2.5]])).dataSync()), shape: [1, 2] },
    },
  });

test("a smooth function does not jump", () => {
  expect(at((x) => tf.exp(x))).toBeLessThan(1e-6);
  expect(at((x) => tf.sin(tf.mul(x, 10)))).toBeLessThan(1e-5);
});

test("a step jumps only beside it", () => {
  const step = (threshold: number) => (x: tf.Tensor) =>
    tf.add(1, tf.mul(0.01, tf.cast(tf.greater(x, threshold), "float32")));
  expect(at(step(Math.fround(0.3)))).toBeGreaterThan(5e-3);
  expect(at(step(0.3001))).toBe(0);
});

test("whole numbers stay as they are", () => {
  const f = ({ x }: Inputs): { y: tf.Tensor } => ({ y: tf.cast(tf.greater(x!, 2), "float32") });
  const outputs = { y: { data: Float32Array.of(0, 1), shape: [2] } };
  expect(jumpAt(f, { inputs: { x: { data: Float32Array.of(2, 3), shape: [2] } }, outputs })).toBe(
    0,
  );
});
