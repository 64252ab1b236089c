import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { scan } from "./index.js";

const decay = (x: tf.Tensor, z: tf.Tensor): tf.Tensor => tf.add(tf.mul(x, 0.5), z);

describe("scan", () => {
  test("is a loop over the first axis of the noise", () => {
    const noise = tf.tensor2d([[1], [2], [3]]);
    expectClose(scan(decay, tf.tensor1d([8]), noise), [((8 * 0.5 + 1) * 0.5 + 2) * 0.5 + 3]);
  });

  test("of no steps is the state", () => {
    expectClose(scan(decay, tf.tensor1d([8]), tf.zeros([0, 1])), [8]);
  });

  test("is differentiable in the state and in the noise", () => {
    const noise = tf.tensor2d([[1], [2], [3]]);
    expectGradient(
      (x, z) => scan((s: tf.Tensor, n: tf.Tensor) => tf.sin(tf.mul(s, n)), x, z),
      [tf.tensor1d([0.3]), noise],
    );
  });

  test("frees the tensors of a step", () => {
    const [x, noise] = [tf.tensor1d([8]), tf.ones([100, 1])];
    const { numTensors } = tf.memory();
    scan(decay, x, noise).dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test("names noise without steps in common, and states that change", () => {
    const x = tf.zeros([2]);
    const z = { a: tf.zeros([3, 1]), b: tf.zeros([4, 1]) };
    expect(() => scan((s) => s, x, z)).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: scan: \`noise.b\` has shape [4, 1], expected [3, …].]`,
    );
    expect(() => scan((s) => s, x, [])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: scan: \`noise\` has no tensors, expected one or more.]`,
    );
    expect(() => scan((s) => s, x, tf.scalar(1))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: scan: \`noise\` has shape [], expected [steps, …].]`,
    );
    const wider = (s: tf.Tensor): tf.Tensor => tf.concat([s, s]);
    expect(() => scan(wider, x, tf.zeros([3]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: scan: \`step\` returned float32 of shape [4] for \`state\`, expected float32 of shape [2].]`,
    );
    const rounded = ({ x }: { x: tf.Tensor }) => ({ x: tf.cast(x, "int32") });
    expect(() => scan(rounded, { x }, tf.zeros([3]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: scan: \`step\` returned int32 of shape [2] for \`state.x\`, expected float32 of shape [2].]`,
    );
  });
});
