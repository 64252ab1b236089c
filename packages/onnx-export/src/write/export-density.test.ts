import { normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { card } from "../../test/models.js";
import { openInOnnxruntime } from "../../test/open-in-onnxruntime.js";
import {
  type Density,
  densityOutputs,
  drawTrials,
  exportDensity,
  readSignature,
  verify,
} from "../index.js";

/** A normal of x standardized, so that raw x is N(mean, std²). */
const gaussian: Density = {
  dim: 2,
  energy: ({ x }) => tf.mul(tf.sum(tf.square(x), 1), 0.5),
  logPartition: { value: Math.log(2 * Math.PI), normalizer: "exact" },
  standardization: { mean: [10, -1], std: [2, 0.1] },
};

describe("exportDensity", () => {
  test("gives the log-density of raw x, the change of its volume included", async () => {
    const run = await openInOnnxruntime(exportDensity(gaussian, card)["log-prob.onnx"]!);
    const { log_prob } = await run({
      x: { data: Float32Array.of(10, -1, 12, -0.9), shape: [2, 2] },
    });
    const atMean = -Math.log(2 * Math.PI * 2 * 0.1);
    expectClose(log_prob!.data, [atMean, atMean - 1], { rtol: 1e-5 });
  });

  test("is verified as other files are", async () => {
    for (const file of Object.values(exportDensity(gaussian, card))) {
      const trials = drawTrials(file, {
        reference: densityOutputs(gaussian),
        sample: (key, batch) => ({ x: { data: normal(key, 2 * batch), shape: [batch, 2] } }),
        rows: 8,
      });
      expect((await verify(await openInOnnxruntime(file), { trials })).pass).toBe(true);
    }
  });

  test("has an energy alone where no normalizer is known, and says so", () => {
    const { logPartition: _, ...bare } = gaussian;
    const files = exportDensity(bare, card);
    expect(Object.keys(files)).toEqual(["energy.onnx"]);
    const { inputs, outputs, metadata } = readSignature(files["energy.onnx"]);
    expect(inputs).toEqual({ x: { shape: ["batch", 2], dtype: "float32" } });
    expect(outputs).toEqual({ energy: { shape: ["batch"], dtype: "float32" } });
    expect(metadata).toMatchObject({ normalizer: "unknown", output: "energy" });
    const known = readSignature(exportDensity(gaussian, card)["log-prob.onnx"]!).metadata;
    expect(known.normalizer).toBe("exact");
    expect(Number(known.log_partition)).toBeCloseTo(Math.log(2 * Math.PI * 2 * 0.1), 12);
  });

  test("has energy, log-partition and log-probability of one raw x agree", async () => {
    const files = exportDensity(gaussian, card);
    const x = { data: Float32Array.of(9, -1.2), shape: [1, 2] };
    const [energy, logZ, logProb] = await Promise.all(
      Object.entries(files).map(async ([name, file]) => {
        const run = await openInOnnxruntime(file);
        const outputs = await run(name === "log-partition.onnx" ? {} : { x });
        return Object.values(outputs)[0]!.data[0]!;
      }),
    );
    expectClose([logProb!], [-energy! - logZ!]);
  });

  test.each<[change: Partial<Density>, message: string]>([
    [{ dim: 0 }, "exportDensity: `dim` is 0, expected an integer of at least 1."],
    [
      { logPartition: { value: NaN, normalizer: "learned" } },
      "exportDensity: `logPartition` is of value NaN, expected { value, normalizer } with a finite value.",
    ],
    [
      { logPartition: 0 as unknown as NonNullable<Density["logPartition"]> },
      "exportDensity: `logPartition` is 0, expected { value, normalizer } with a finite value.",
    ],
    [
      { logPartition: { value: 0, normalizer: "guessed" as "learned" } },
      'exportDensity: `normalizer` is guessed, expected "learned", "estimated" or "exact".',
    ],
    [
      { standardization: { mean: [0], std: [1] } },
      "exportDensity: `mean` has 1 entries, expected 2, one for each feature.",
    ],
    [
      { energy: ({ x }) => tf.sum(x, 1, true) as unknown as tf.Tensor1D },
      "density.energy: `result` has shape [31, 1], expected [batch] where batch = 31.",
    ],
  ])("refuses what contradicts itself: %j", (change, message) => {
    expect(() => exportDensity({ ...gaussian, ...change }, card)).toThrow(message);
  });
});
