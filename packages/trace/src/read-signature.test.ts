import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { encodeModel, readSignature, trace } from "./index.js";

const f = ({ x, mask }: Record<string, tf.Tensor>) => ({
  rows: tf.sum(tf.mul(x!, tf.cast(mask!, "float32")), 1),
  best: tf.argMax(x!, 1),
});
const traced = trace(f, {
  x: { shape: ["batch", 3], dtype: "float32" },
  mask: { shape: ["batch", 3], dtype: "bool" },
});
const info = { name: "rows", description: "Σ of rows", metadata: { run: "7", empty: "" } };

describe("readSignature", () => {
  test("reads back what encodeModel was given", () => {
    expect(readSignature(encodeModel(traced, info))).toEqual({
      ...info,
      inputs: {
        x: { shape: ["batch", 3], dtype: "float32" },
        mask: { shape: ["batch", 3], dtype: "bool" },
      },
      outputs: {
        rows: { shape: ["batch"], dtype: "float32" },
        best: { shape: ["batch"], dtype: "int32" },
      },
      opset: 17,
    });
  });

  test("refuses what is no model, in one class of error", () => {
    const bytes = encodeModel(traced, info);
    expect(() => readSignature(new TextEncoder().encode("<html>"))).toThrow(
      "readSignature: `bytes` are not protobuf, expected an ONNX model.",
    );
    expect(() => readSignature(new Uint8Array())).toThrow(
      "readSignature: `bytes` have no graph and opset, expected an ONNX model.",
    );
    // The last 100 bytes hold the metadata, without which it still is a model.
    for (let length = 0; length < bytes.length - 100; length++) {
      expect(() => readSignature(bytes.subarray(0, length))).toThrow(/^readSignature: /);
    }
  });
});
