import { type Key, key, normal, uniform } from "@ebm/core";
import { initMlp, type MlpParams, mlp, pairwiseEnergy } from "@ebm/nn";
import { drawTrials, exportFunction, type Feeds, graphDigest, verify } from "@ebm/onnx-export";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { onnxruntimeNode } from "../src/export/runtimes/onnxruntime-node.js";
import type { Runtime } from "../src/export/runtimes/runtime.js";
import { verifyInFloat64 } from "../src/export/verify-in-float64.js";

const [features, rows] = [2, 4];
const card = { name: "energy", method: "none", structure: "subsets", dataset: "none" };

/** Checks that a pairwise energy passes if it is right, and fails if one weight is off. */
export function describePairwiseFaults(dim: number): void {
  const sizes = [features, 8, (dim * (dim + 1)) / 2];
  const params = initMlp({ key: key(1), sizes }).map(({ weight, bias }) => ({
    weight: tf.keep(weight),
    bias: tf.keep(bias),
  }));
  const energy =
    (weights: MlpParams) =>
    ({ x, y }: Readonly<Record<string, tf.Tensor>>): Record<string, tf.Tensor> => ({
      energy: pairwiseEnergy(mlp(weights, x as tf.Tensor2D), y as tf.Tensor2D),
    });
  const specs = {
    x: { shape: [rows, features], dtype: "float32" },
    y: { shape: [rows, dim], dtype: "float32" },
  };
  const file = (weights: MlpParams) => exportFunction(energy(weights), specs, card);
  const sample = (key: Key, batch: number): Feeds => ({
    x: { data: normal(key, batch * features), shape: [batch, features] },
    y: { data: uniform(key, batch * dim).map(Math.round), shape: [batch, dim] },
  });
  const changed = (layer: 0 | 1, name: "weight" | "bias", by: number): MlpParams =>
    params.map((each, i) => {
      if (i !== layer) return each;
      const data = each[name].dataSync().slice();
      data[3]! += by;
      return { ...each, [name]: tf.keep(tf.tensor(data, each[name].shape)) };
    });

  describe(`a pairwise energy of ${dim} labels`, () => {
    const right = file(params);
    const trials = drawTrials(right, { reference: energy(params), sample, batches: [rows], rows });
    const judge = (bytes: Uint8Array) => verifyInFloat64(bytes, { trials, tolerance: 1e-5 });

    test("passes if it is right, in float32 too", async () => {
      const { exact, limit } = await judge(right);
      expect(exact?.pass).toBe(true);
      const runtime = (await onnxruntimeNode.open()) as Runtime;
      const { run, dispose } = await runtime.load(right);
      expect((await verify(run, { trials, tolerance: limit })).pass).toBe(true);
      await dispose();
    });

    test.each([
      [0, "weight"],
      [0, "bias"],
      [1, "weight"],
    ] as const)("fails if a weight of layer %d, %s, is off by 1e-4", async (layer, name) => {
      const { exact, limit } = await judge(file(changed(layer, name, 1e-4)));
      expect(exact?.pass).toBe(false);
      expect(limit).toBe(1e-5);
    });

    test("has another digest if a weight is off by any amount", async () => {
      const other = file(changed(1, "bias", 1e-7));
      expect(await graphDigest(other)).not.toBe(await graphDigest(right));
      expect(await graphDigest(right)).toMatch(/^[0-9a-f]{64}$/);
    });
  });
}
