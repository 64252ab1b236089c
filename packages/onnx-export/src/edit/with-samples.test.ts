import { key, normal, scan, uniform } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { card, multilabel } from "../../test/models.js";
import { openInOnnxruntime } from "../../test/open-in-onnxruntime.js";
import { exportFunction, exportModel, quantize, readSignature, withSamples } from "../index.js";

const { model } = multilabel("learned");
const files = exportModel(model, card);
const [batch, samples] = [3, 5];
const x = { data: normal(key(1), batch * 5).map((z) => 10 * z), shape: [batch, 5] };
const y = {
  data: uniform(key(2), batch * samples * 4).map(Math.round),
  shape: [batch, samples, 4],
};
/** Each x as often as it has y. */
const rows = {
  x: {
    data: Float32Array.from({ length: 75 }, (_, i) => x.data[Math.floor(i / 25) * 5 + (i % 5)]!),
    shape: [15, 5],
  },
  y: { data: y.data, shape: [15, 4] },
};

describe("withSamples", () => {
  test.each(["energy", "log-prob"] as const)("gives the %s of several y of an x", async (name) => {
    const file = files[`${name}.onnx`];
    const all = await (await openInOnnxruntime(withSamples(file)))({ x, y });
    const each = await (await openInOnnxruntime(file))(rows);
    const [output] = Object.keys(each);
    expect(all[output!]!.shape).toEqual([batch, samples]);
    expectClose(all[output!]!.data, each[output!]!.data, { rtol: 1e-6, atol: 1e-6 });
  });

  test("says so in the signature, and nothing else", () => {
    const [before, after] = [files["log-prob.onnx"], withSamples(files["log-prob.onnx"])].map(
      readSignature,
    );
    expect(after!.inputs).toEqual({
      x: { shape: ["batch", 5], dtype: "float32" },
      y: { shape: ["batch", "samples", 4], dtype: "float32" },
    });
    expect(after!.outputs.log_prob).toEqual({ shape: ["batch", "samples"], dtype: "float32" });
    expect(after!.metadata).toEqual(before!.metadata);
  });

  test("leaves room for quantization, before or after", async () => {
    const file = files["energy.onnx"];
    const [one, other] = [withSamples(quantize(file, "int8")), quantize(withSamples(file), "int8")];
    const [a, b] = [await openInOnnxruntime(one), await openInOnnxruntime(other)];
    expect((await a({ x, y })).energy!.data).toEqual((await b({ x, y })).energy!.data);
  });

  test("reaches into loops, and keeps the axes of outputs", async () => {
    const f = ({ x, y }: Record<string, tf.Tensor>): tf.Tensor =>
      scan((state) => tf.add(tf.mul(state, x!), y!), tf.zerosLike(y!), tf.zeros([3])) as tf.Tensor;
    const specs = {
      x: { shape: ["batch", 4], dtype: "float32" as const },
      y: { shape: ["batch", 4], dtype: "float32" as const },
    };
    const file = exportFunction(f, specs, { ...card, name: "horner" });
    const own = { x: { data: normal(key(3), batch * 4), shape: [batch, 4] }, y };
    const { output } = await (await openInOnnxruntime(withSamples(file)))(own);
    expect(output!.shape).toEqual([batch, samples, 4]);
    const expected = y.data.map((value, i) => {
      const by = own.x.data[Math.floor(i / (samples * 4)) * 4 + (i % 4)]!;
      return value * (1 + by + by * by);
    });
    expectClose(output?.data ?? [], expected, { rtol: 1e-5, atol: 1e-5 });
  });

  test("refuses an input that is not there, and one that is of no batch", () => {
    expect(() => withSamples(files["log-partition.onnx"])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: withSamples: \`of\` is y, expected one of x.]`,
    );
    const fixed = { x: { shape: [2, 4], dtype: "float32" as const } };
    const file = exportFunction(({ x }) => tf.neg(x!), fixed, { ...card, name: "neg" });
    expect(() => withSamples(file, { of: "x" })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: withSamples: \`x\` has shape [2,4], expected an open axis and sizes after it.]`,
    );
  });
});
