import { chiSquared, type FDivergence, key, tsallis } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { card, labelRanking, multilabel, sampler } from "../../test/models.js";
import { openInOnnxruntime } from "../../test/open-in-onnxruntime.js";
import { exportModel, type Feeds, type Model, readSignature } from "../index.js";

const examples = { multilabel, labelRanking };

/** Every output of a model's files, in onnxruntime. */
async function runAll(model: Model, feeds: Feeds): Promise<Record<string, Float32Array>> {
  const outputs: Record<string, Float32Array> = {};
  for (const bytes of Object.values(exportModel(model, card))) {
    const run = await openInOnnxruntime(bytes);
    const taken = Object.keys(readSignature(bytes).inputs).map((name) => [name, feeds[name]!]);
    for (const [name, { data }] of Object.entries(await run(Object.fromEntries(taken)))) {
      outputs[name] = Float32Array.from(data);
    }
  }
  return outputs;
}

describe.each(Object.entries(examples))("exportModel, %s", (_, example) => {
  test.each([1, 7, 64])("log_prob is log q − energy − log_partition, batch %i", async (batch) => {
    const { model, members } = example("learned");
    const feeds = sampler({ model, members })(key(3), batch);
    const { energy, log_partition: logZ, log_prob } = await runAll(model, feeds);
    expect(log_prob).toHaveLength(batch);
    expectClose(
      log_prob!,
      Array.from(energy!, (e, i) => -Math.log(members.length) - e - logZ![i]!),
    );
  });

  test("the exact normalizer makes probabilities sum to 1", async () => {
    const { model, members } = example("exact");
    const inputs = 5;
    const { x } = sampler({ model, members })(key(4), inputs);
    const rows = Array.from({ length: inputs * members.length }, (_, i) => i);
    const { log_prob } = await runAll(model, {
      x: {
        data: Float32Array.from(
          rows.flatMap((row) => {
            const start = Math.floor(row / members.length) * model.features;
            return [...x!.data.subarray(start, start + model.features)];
          }),
        ),
        shape: [rows.length, model.features],
      },
      y: {
        data: Float32Array.from(rows.flatMap((row) => members[row % members.length]!)),
        shape: [rows.length, model.dim],
      },
    });
    const sums = new Float64Array(inputs);
    for (const row of rows) sums[Math.floor(row / members.length)]! += Math.exp(log_prob![row]!);
    expectClose(sums, [1, 1, 1, 1, 1], { rtol: 1e-6, atol: 0 });
    expect(Math.max(...log_prob!) - Math.min(...log_prob!)).toBeGreaterThan(1);
  });

  test("standardizing inside is standardizing outside", async () => {
    const { model, members } = example("learned");
    const feeds = sampler({ model, members })(key(5), 7);
    const { mean, std } = model.standardization;
    const outside = feeds.x!.data.map((value, i) => {
      const feature = i % model.features;
      return (value - mean[feature]!) / std[feature]!;
    });
    const { standardization: _, ...bare } = model;
    const [a, b] = [
      await runAll(model, feeds),
      await runAll(bare, { ...feeds, x: { ...feeds.x!, data: outside } }),
    ];
    for (const name of ["energy", "log_partition", "log_prob"]) expectClose(a[name]!, b[name]!);
  });
});

describe("exportModel", () => {
  const { model } = multilabel("learned");
  const files = exportModel(model, card);
  const inputs = {
    x: { shape: ["batch", 5], dtype: "float32" },
    y: { shape: ["batch", 4], dtype: "float32" },
  };
  const of = (output: string) => ({ [output]: { shape: ["batch"], dtype: "float32" } });

  test("names inputs and outputs, and leaves the batch open", () => {
    const signatures = Object.entries(files).map(([file, bytes]) => [file, readSignature(bytes)]);
    expect(Object.fromEntries(signatures)).toMatchObject({
      "energy.onnx": { name: "energy", opset: 17, inputs, outputs: of("energy") },
      "log-partition.onnx": { inputs: { x: inputs.x }, outputs: of("log_partition") },
      "log-prob.onnx": { inputs, outputs: of("log_prob") },
    });
    expect(Object.keys(readSignature(files["log-partition.onnx"]).inputs)).toEqual(["x"]);
  });

  test("says where a model comes from, and how it is meant", () => {
    const { description, metadata } = readSignature(files["log-prob.onnx"]);
    expect({ description, metadata }).toMatchInlineSnapshot(`
      {
        "description": "The log-probability log p(y|x) = log q(y|x) − E(x, y) − log Z(x) of a member y of the structure, with a log Z that was learned, so that probabilities sum to 1 approximately.",
        "metadata": {
          "dataset": "toy",
          "log_prior": "-2.772588722239781",
          "method": "joint-partition, logistic",
          "metrics": "{"f1Micro":71.5,"nll":null}",
          "model_license": "CC-BY-4.0",
          "normalizer": "learned",
          "output": "log_prob",
          "preprocessing": "in the graph: x is raw, standardized by the mean and deviation of the training data",
          "prior": "uniform",
          "run": "2025-01-28-1",
          "schema": "{"version":1,"inputs":{},"target":{"kind":"label-set","labels":["a","b","c","d"],"structure":"hypercube(4)"}}",
          "sign_convention": "p(y|x) = q(y|x) exp(-energy - log_partition): low energy is likely",
          "structure": "hypercube(4)",
          "version": "1.2.3",
        },
      }
    `);
  });

  test("says where the normalizer is exact, and where nothing is preprocessed", () => {
    const { standardization: _, ...bare } = multilabel("exact").model;
    const { run, license, version, ...short } = card;
    const exact = exportModel(bare, short);
    const { description, metadata } = readSignature(exact["log-partition.onnx"]);
    expect(description).toContain("that is exact");
    expect(metadata).toMatchObject({ normalizer: "exact", preprocessing: "none" });
    expect(Object.keys(metadata)).not.toContain("run");
  });

  test("takes a log-partition that x does not change", async () => {
    const constant = { ...model, logPartition: () => tf.fill<tf.Rank.R1>([1], 2) };
    expect(() => exportModel(constant, card)).toThrow("model.logPartition: `result` has shape [1]");
    const broadcast: Model = { ...model, logPartition: ({ x }) => tf.fill([x.shape[0]], 2) };
    const feeds = sampler(multilabel("learned"))(key(6), 3);
    expectClose((await runAll(broadcast, feeds)).log_partition!, [2, 2, 2]);
  });

  test("gives the likeliest y in a file of its own, of a model that has an argmax", async () => {
    const exact = multilabel("exact");
    const weight = tf.keep(tf.tensor2d([[1], [-2], [0.5], [0], [3]]));
    const argmax = ({ x }: { x: tf.Tensor2D }): tf.Tensor2D =>
      tf.cast(tf.greater(tf.mul(tf.matMul(x, weight), tf.ones([1, 4])), 0), "float32");
    const file = exportModel({ ...exact.model, argmax }, card)["predict.onnx"]!;
    expect(readSignature(file)).toMatchObject({
      inputs: { x: inputs.x },
      outputs: { prediction: { shape: ["batch", 4], dtype: "float32" } },
      metadata: { output: "prediction" },
    });
    const { x } = sampler(exact)(key(7), 9);
    const { mean, std } = exact.model.standardization;
    const { prediction } = await (await openInOnnxruntime(file))({ x: x! });
    for (const [row, bits] of [...Array(9).keys()].map(
      (row) => [row, [...prediction!.data.subarray(4 * row, 4 * row + 4)]] as const,
    )) {
      const z = Array.from(mean, (m, i) => (x!.data[5 * row + i]! - m) / std[i]!);
      const score = z[0]! - 2 * z[1]! + 0.5 * z[2]! + 3 * z[4]!;
      expect(bits).toEqual(Array(4).fill(score > 0 ? 1 : 0));
    }
    const column = { ...exact.model, argmax: ({ x }: { x: tf.Tensor2D }) => tf.sum(x, 1, true) };
    expect(() => exportModel(column as Model, card)).toThrow(
      "model.argmax: `result` has shape [31, 1], expected [batch, 4] where batch = 31.",
    );
  });

  test("is a density where there is no prior", async () => {
    const { logSize: _, ...density } = model;
    const feeds = sampler(multilabel("learned"))(key(8), 3);
    const { energy, log_partition: logZ, log_prob } = await runAll(density, feeds);
    expectClose(
      log_prob!,
      Array.from(energy!, (e, i) => -e - logZ![i]!),
    );
    const { metadata } = readSignature(exportModel(density, card)["log-prob.onnx"]);
    expect(metadata).toMatchObject({ prior: "1: p is a density", log_prior: "0" });
  });

  const energyOf = (energy: unknown) => ({ energy: energy as Model["energy"] });
  const zeros = [0, 0, 0, 0, 0];
  const wrong: [what: string, change: Partial<Model>, message: string][] = [
    [
      "a column of energies",
      energyOf(({ y }: { y: tf.Tensor2D }) => tf.sum(y, 1, true)),
      "model.energy: `result` has shape [31, 1], expected [batch] where batch = 31.",
    ],
    [
      "no energy",
      energyOf(() => undefined),
      "model.energy: `result` is undefined, expected a float32 tensor.",
    ],
    [
      "energies that are not floats",
      energyOf(({ y }: { y: tf.Tensor2D }) => tf.argMax(y, 1)),
      "model.energy: `result` has dtype int32, expected a float32 tensor.",
    ],
    ["a y that does not fit", { dim: 3 }, "[31, 3]"],
    [
      "no features",
      { features: 0 },
      "exportModel: `features` is 0, expected an integer of at least 1.",
    ],
    [
      "a prior above 1",
      { logSize: -2.5 },
      "exportModel: `logSize` is -2.5, expected log |Y|, 0 or more.",
    ],
    [
      "an unknown normalizer",
      { normalizer: "approximate" as "learned" },
      'exportModel: `normalizer` is approximate, expected "learned", "estimated" or "exact".',
    ],
    [
      "an unknown divergence",
      { divergence: "tsallis" as unknown as FDivergence },
      "exportModel: `divergence` is tsallis, expected an FDivergence such as `kl()`.",
    ],
    [
      "a mean too short",
      { standardization: { mean: [0, 0], std: zeros } },
      "exportModel: `mean` has 2 entries, expected 5, one for each feature.",
    ],
    [
      "a deviation of 0",
      { standardization: { mean: zeros, std: [1, 1, 0, 1, 1] } },
      "exportModel: `std` has 0 at feature 2, expected a number above 0.",
    ],
    [
      "a mean that is NaN",
      { standardization: { mean: [0, 0, 0, 0, NaN], std: zeros } },
      "exportModel: `mean` has NaN at feature 4, expected a number.",
    ],
  ];
  test.each(wrong)("refuses %s", (_, change, message) => {
    expect(() => exportModel({ ...model, ...change }, card)).toThrow(message);
  });
});

test.each([
  ["chiSquared", chiSquared(), "max(0, 1 - energy - log_partition)"],
  ["tsallis", tsallis(1.5), "the tsallis(1.5) divergence"],
] as const)("log_prob of a %s model is that of p = q·ω(−E − τ)", async (_, divergence, formula) => {
  const { model, members } = multilabel("learned");
  const sparse: Model = { ...model, divergence };
  const feeds = sampler({ model, members })(key(6), 64);
  const { energy, log_partition: tau, log_prob } = await runAll(sparse, feeds);
  const ratios = Array.from(energy!, (e, i) => divergence.ratio(-e - tau![i]!));
  expect(ratios.some((ratio) => ratio === 0)).toBe(true);
  for (const [i, ratio] of ratios.entries()) {
    if (ratio === 0) expect(log_prob![i]).toBe(-Infinity);
    else expect(log_prob![i]).toBeCloseTo(Math.log(ratio / members.length), 3);
  }
  const { description, metadata } = readSignature(exportModel(sparse, card)["log-prob.onnx"]);
  expect(description).toContain("τ(x)");
  expect(metadata.sign_convention).toContain(formula);
});
