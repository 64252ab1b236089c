import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import "./gradients.js";
import { stopGradient } from "./stop-gradient.js";

const x = tf.tensor1d([2, -3]);

describe("stopGradient", () => {
  test("keeps the values, on the same data", () => {
    const { numDataBuffers } = tf.memory();
    expectClose(stopGradient(x), x);
    expect(tf.memory().numDataBuffers).toBe(numDataBuffers);
  });

  test("is a constant to the gradient", () => {
    expectClose(tf.grad((x: tf.Tensor) => tf.mul(tf.square(x), stopGradient(x)))(x), [8, 18]);
  });

  test("is a constant to the gradient of the gradient", () => {
    const gradient = tf.grad((x: tf.Tensor) => tf.mul(tf.square(x), stopGradient(x)));
    expectClose(tf.grad((x: tf.Tensor) => gradient(x))(x), [4, -6]);
    const stopped = tf.grad((x: tf.Tensor) => tf.mul(stopGradient(gradient(x)), x));
    expectClose(stopped(x), [8, 18]);
  });

  test("outlives the tensor that it copies, and the other way round", () => {
    const original = tf.square(x);
    const copy = stopGradient(original);
    const other = stopGradient(original);
    other.dispose();
    expectClose(original, [4, 9]);
    original.dispose();
    expectClose(copy, [4, 9]);
    copy.dispose();
  });

  test("leaves nothing behind, in a tidy or a gradient", () => {
    const before = tf.memory();
    tf.tidy(() => stopGradient(tf.square(stopGradient(x)))).dispose();
    tf.grad((x: tf.Tensor) => tf.mul(x, stopGradient(tf.exp(x))))(x).dispose();
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    expect({ numTensors, numDataBuffers, numBytes }).toEqual({
      numTensors: before.numTensors,
      numDataBuffers: before.numDataBuffers,
      numBytes: before.numBytes,
    });
  });

  test("lets the tape go on if the tensor was disposed of", () => {
    const gone = tf.square(x);
    gone.dispose();
    expect(() => stopGradient(gone)).toThrow();
    expect(tf.engine().state.kernelDepth).toBe(0);
  });
});
