import { key, leaves, type Tree } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { initMlp } from "./init-mlp.js";
import { mlp } from "./mlp.js";

const variance = (x: tf.Tensor): number => tf.moments(x).variance.dataSync()[0]!;

describe("initMlp", () => {
  test("makes a tree of weights and zero biases", () => {
    const params: Tree = initMlp({ key: key(1), sizes: [3, 5, 2] });
    expect(leaves(params).map(({ shape }) => shape)).toEqual([[5], [3, 5], [2], [5, 2]]);
    expectClose(leaves(params)[0]!, new Float32Array(5));
  });

  test("draws weights as He before rectifiers, as Glorot before tanh and at the output", () => {
    const sizes = [200, 100, 50];
    const rectified = initMlp({ key: key(2), sizes, activation: "elu" });
    const tanh = initMlp({ key: key(2), sizes, activation: "tanh" });
    expectClose(variance(rectified[0]!.weight), 2 / 200, { rtol: 0.05 });
    expectClose(variance(tanh[0]!.weight), 2 / 300, { rtol: 0.05 });
    for (const { weight } of [rectified[1]!, tanh[1]!]) {
      expectClose(variance(weight), 2 / 150, { rtol: 0.08 });
    }
  });

  test("starts at zero output, if asked", () => {
    const params = initMlp({ key: key(3), sizes: [3, 8, 2], zeroLast: true });
    expectClose(mlp(params, tf.ones([4, 3])), new Float32Array(8));
    expect(variance(params[0]!.weight)).toBeGreaterThan(0);
  });

  test("draws the same from the same key, another from another, and differs by layer", () => {
    const weights = (seed: number): number[][] =>
      initMlp({ key: key(seed), sizes: [4, 4, 4] }).map(({ weight }) => [...weight.dataSync()]);
    expect(weights(1)).toEqual(weights(1));
    expect(weights(1)).not.toEqual(weights(2));
    expect(weights(1)[0]!.map(Math.sign)).not.toEqual(weights(1)[1]!.map(Math.sign));
  });

  test("refuses sizes that make no layer", () => {
    expect(() => initMlp({ key: key(1), sizes: [3] })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: initMlp: \`sizes\` has [3], expected two or more positive integers.]`,
    );
    expect(() => initMlp({ key: key(1), sizes: [3, 0, 1] })).toThrow("[3, 0, 1]");
    expect(() => initMlp({ key: key(1), sizes: [72, 1e9, 6] })).toThrow(
      "initMlp: `sizes` has [72, 1000000000, 6], which is 79000000006 parameters, expected at most 268435456.",
    );
  });
});
