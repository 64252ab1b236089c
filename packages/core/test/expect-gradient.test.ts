import "../src/gradients.js";
import { expectGradient, expectSecondGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";

const x = generic([2, 3]);
const y = generic([3], { seed: 1 });

/** x², with a gradient that is off by a factor. */
const square = (factor: number) =>
  tf.customGrad((x) => ({
    value: tf.square(x as tf.Tensor),
    gradFunc: (dy) => tf.mul(dy, tf.mul(x as tf.Tensor, 2 * factor)),
  })) as (x: tf.Tensor) => tf.Tensor;

describe("expectGradient", () => {
  test("passes a right gradient of several tensors", () => {
    expectGradient((x, y) => tf.mul(tf.sin(x), y), [x, y]);
  });

  test("passes what does not depend on one of them", () => {
    expectGradient((x) => tf.exp(x), [x, y]);
  });

  test("fails at a gradient that is off by a percent", () => {
    expect(() => expectGradient((x) => square(1.01)(x), [x])).toThrow("by finite differences");
    expectGradient((x) => square(1)(x), [x]);
  });

  test("leaves no tensor behind", () => {
    const before = tf.memory().numTensors;
    expectGradient((x) => tf.sin(x), [x], { order: 2 });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("expectSecondGradient", () => {
  test("passes a right second gradient", () => {
    expectSecondGradient((x, y) => tf.mul(tf.sin(x), tf.exp(y)), [x, y]);
  });

  test("fails where the saved output is a constant to the second sweep", () => {
    const exp = tf.customGrad((x, save) => {
      const value = tf.exp(x as tf.Tensor);
      (save as tf.GradSaveFunc)([value]);
      return { value, gradFunc: (dy, [y]) => tf.mul(dy, y!) };
    }) as (x: tf.Tensor) => tf.Tensor;
    expectGradient((x) => exp(x), [x]);
    expect(() => expectSecondGradient((x) => exp(x), [x])).toThrow("order 2");
  });
});
