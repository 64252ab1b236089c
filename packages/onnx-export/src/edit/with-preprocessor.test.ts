import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { card, multilabel } from "../../test/models.js";
import { openInOnnxruntime } from "../../test/open-in-onnxruntime.js";
import { FEATURES, featuresFile, preprocessor, records } from "../../test/preprocessors.js";
import {
  drawTrials,
  exportModel,
  exportSampler,
  joinWeights,
  modelOutputs,
  type PreprocessorLike,
  quantize,
  readSchema,
  readSignature,
  readTrials,
  rowsToInputs,
  splitWeights,
  verify,
  withPreprocessor,
  withSamples,
  withTrials,
} from "../index.js";

const DAY = 86_400_000;
const phase = (time: number): number => (2 * Math.PI * (time % DAY)) / DAY;

/** One column for each of the five features of the model. */
const five: PreprocessorLike = {
  columns: [100, -3, 0.5, 0, 20].map((center, i) => {
    return { name: `c${i}`, kind: "number", hasMissing: false, median: center, center, scale: 2 };
  }),
};
const example = multilabel("exact");
const files = exportModel(example.model, card);

describe("withPreprocessor", () => {
  test("computes features from raw columns", async () => {
    const file = featuresFile();
    const { inputs } = rowsToInputs(readSchema(file)!, records);
    const { features } = await (await openInOnnxruntime(file))(inputs);
    expect(features!.shape).toEqual([3, FEATURES]);
    const [day, later] = [phase(1.7e12), phase(1.7e12 + 1000)];
    const expected = [
      [1, 0, 1, Math.sin(later), Math.cos(later), 0, 1, 0, 0, 0, 1, 1, 0.5],
      [-0.2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0.5, 0.5, -1],
      [-1, 0, 0, Math.sin(day), Math.cos(day), 0, 0, 0, 1, 0, 0.5, 0, 1],
    ];
    for (const [i, value] of expected.flat().entries()) {
      expect(features!.data[i], `entry ${i}`).toBeCloseTo(value, 6);
    }
  });

  test("takes float64 of any batch, and says what its columns are", () => {
    const { inputs, metadata } = readSignature(featuresFile());
    expect(inputs).toEqual({ x: { shape: ["batch", 6], dtype: "float64" } });
    expect(metadata.preprocessing).toBe(
      "in the graph: x has raw columns, which `schema` describes",
    );
    const { inputs: described, notes } = readSchema(featuresFile())!;
    expect(described.x!.columns.map(({ missing }) => missing)).toEqual([
      ...["state", "imputed", "state", "imputed", "imputed", "imputed"],
    ]);
    expect(notes).toEqual(preprocessor.notes);
  });

  test("keeps what the schema of the file says of y", () => {
    const file = withPreprocessor(files["predict.onnx"] ?? files["energy.onnx"], five);
    expect(readSchema(file)!.target).toEqual(card.target);
  });

  test("gives NaN in the rows of an unknown category that is an error", async () => {
    const strict: PreprocessorLike = {
      columns: [
        { name: "n", kind: "number", hasMissing: false, median: 0, center: 0, scale: 1 },
        { name: "c", kind: "category", hasMissing: true, categories: ["a", "b"], unknown: "error" },
      ],
    };
    const run = await openInOnnxruntime(featuresFile(strict, 3));
    const data = Float64Array.of(1, 0, 2, 7, 3, Number.NaN, 4, -1, 5, 0.5, 6, 1);
    const { features } = await run({ x: { data, shape: [6, 2] } });
    const nan = [Number.NaN, Number.NaN, Number.NaN];
    const [missing, again] = [
      [3, 0.5, 1],
      [4, 0.5, 1],
    ];
    expect([...features!.data]).toEqual([[1, 0, 0], nan, missing, again, nan, [6, 1, 0]].flat());
  });

  test("refuses an input that does not have the features", () => {
    expect(() => withPreprocessor(files["energy.onnx"], preprocessor)).toThrow(
      "withPreprocessor: `x` is float [batch, 5], expected float [batch, 13], the features of `preprocessor`.",
    );
    const once = withPreprocessor(files["energy.onnx"], five);
    expect(() => withPreprocessor(once, five)).toThrow(
      "withPreprocessor: `x` is double [batch, 5], expected float [batch, 5], the features of `preprocessor`.",
    );
    expect(() => withPreprocessor(files["energy.onnx"], five, { of: "z" })).toThrow(
      "withPreprocessor: `of` is z, expected one of x, y.",
    );
  });
});

describe("a file with a preprocessor", () => {
  const file = withPreprocessor(files["log-prob.onnx"], five);
  const raw = Float64Array.of(100, -3, 0.5, 0, 20, 102, -1, 1.5, 2, Number.NaN);
  const x = { data: raw, shape: [2, 5] };
  const y = { data: Float32Array.of(1, 0, 0, 1, 0, 1, 1, 1), shape: [2, 4] };
  const logProb = async (bytes: Uint8Array): Promise<number[]> => {
    const { log_prob } = await (await openInOnnxruntime(bytes))({ x, y });
    return [...log_prob!.data];
  };

  test("verifies by trials of float64", async () => {
    const reference = modelOutputs(example.model);
    const trials = drawTrials(file, {
      reference: ({ features, y }) => ({
        log_prob: reference({ x: features!, y: y! }).log_prob!,
      }),
      sample(_, batch) {
        const data = Float64Array.from({ length: batch * 5 }, (_, i) => raw[i % 9]!);
        const features = Float32Array.from(data, (value, i) => {
          return (value - [100, -3, 0.5, 0, 20][i % 5]!) / 2;
        });
        const members = Float32Array.from({ length: batch * 4 }, (_, i) => i % 2);
        return {
          x: { data, shape: [batch, 5] },
          features: { data: features, shape: [batch, 5] },
          y: { data: members, shape: [batch, 4] },
        };
      },
    });
    const tried = withTrials(file, trials);
    expect(readTrials(tried)[0]!.inputs.x!.data).toBeInstanceOf(Float64Array);
    const { pass } = await verify(await openInOnnxruntime(tried), { trials: readTrials(tried) });
    expect(pass).toBe(true);
    expect(readTrials(withPreprocessor(withTrials(files["energy.onnx"], trials), five))).toEqual(
      [],
    );
  });

  test("takes several y of each x", async () => {
    const run = await openInOnnxruntime(withSamples(file));
    const several = { data: Float32Array.from([...y.data, ...y.data]), shape: [2, 2, 4] };
    const { log_prob } = await run({ x, y: several });
    const [first, last] = [await logProb(file), log_prob!];
    expect(last.shape).toEqual([2, 2]);
    expect(last.data[0]).toBeCloseTo(first[0]!, 5);
  });

  test("may have loops that use x", async () => {
    const sampler = exportSampler(
      {
        chain: ({ x: given }) => ({
          start: (x: tf.Tensor) => ({ x }),
          step: ({ x }: { x: tf.Tensor }, noise: tf.Tensor) => ({
            x: tf.add(tf.add(x, noise), given!),
          }),
        }),
        shape: ["batch", 5],
        noise: ["batch", 5],
        given: { x: { shape: ["batch", 5], dtype: "float32" } },
      },
      card,
    );
    const run = await openInOnnxruntime(withPreprocessor(sampler, five));
    const start = { data: new Float32Array(10), shape: [2, 5] };
    const noise = { data: new Float32Array(30), shape: [3, 2, 5] };
    const { samples } = await run({ start, noise, x });
    expect([...samples!.data]).toEqual([0, 0, 0, 0, 0, 3, 3, 1.5, 3, 0]);
  });

  test("is quantized and split as any other", async () => {
    const expected = await logProb(file);
    for (const to of ["float16", "int8"] as const) {
      for (const [i, value] of (await logProb(quantize(file, to))).entries()) {
        expect(Math.abs(value - expected[i]!), to).toBeLessThan(0.2);
      }
    }
    const { model, data } = splitWeights(file, { location: "weights", from: 64 });
    expect(await logProb(await joinWeights(model, async () => data))).toEqual(expected);
  });
});
