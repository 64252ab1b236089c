import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { card } from "../../test/models.js";
import { openInOnnxruntime, outputOf } from "../../test/open-in-onnxruntime.js";
import { exportFunction, type Quantization, quantize, readSignature } from "../index.js";
import { float16 } from "./to-float16.js";

const [inputs, hidden] = [40, 64];
const w = tf.keep(tf.tensor2d(normal(key(1), inputs * hidden), [inputs, hidden]));
const v = tf.keep(tf.tensor2d(normal(key(2), hidden), [hidden, 1]));
const mask = tf.keep(
  tf.tensor2d(
    Float32Array.from({ length: 64 }, (_, i) => (i ? 1e-3 : -1e30)),
    [8, 8],
  ),
);
const net = ({ x }: Record<string, tf.Tensor>): tf.Tensor =>
  tf.squeeze(tf.matMul(tf.tanh(tf.matMul(tf.div(x!, 7) as tf.Tensor2D, w)), v), [1]);
const specs = { x: { shape: ["batch", inputs], dtype: "float32" } };
const file = exportFunction(net, specs, { ...card, name: "net" });

const at = (batch: number, seed = 3) => ({
  x: { data: normal(key(seed), batch * inputs), shape: [batch, inputs] },
});

async function rootMeanSquares(to: Quantization): Promise<readonly [error: number, of: number]> {
  const [exact, close] = [
    await openInOnnxruntime(file),
    await openInOnnxruntime(quantize(file, to)),
  ];
  const [a, b] = [await outputOf(exact, at(64)), await outputOf(close, at(64))];
  const rms = (list: number[]) => Math.sqrt(list.reduce((sum, x) => sum + x * x, 0) / list.length);
  return [rms(Array.from(a, (x, i) => x - b[i]!)), rms([...a])];
}

describe("quantize", () => {
  test.each([
    ["float16", 0.55, 1e-5, 1e-3],
    ["int8", 0.45, 1e-3, 0.03],
  ] as const)("%s is smaller, and off by little", async (to, share, least, most) => {
    expect(quantize(file, to).length).toBeLessThan(share * file.length);
    const [error, of] = await rootMeanSquares(to);
    expect(error / of).toBeGreaterThan(least);
    expect(error / of).toBeLessThan(most);
    expect(readSignature(quantize(file, to))).toEqual(readSignature(file));
  });

  test.each(["float16", "int8"] as const)(
    "%s gives a row what it gives it alone, whatever rows are beside it",
    async (to) => {
      const run = await openInOnnxruntime(quantize(file, to));
      const { x } = at(7);
      const spread = x.data.map((value, i) => value * 10 ** (Math.floor(i / inputs) - 3));
      const together = await outputOf(run, { x: { ...x, data: spread } });
      for (let row = 0; row < 7; row++) {
        const data = spread.slice(row * inputs, (row + 1) * inputs);
        const alone = await outputOf(run, { x: { data, shape: [1, inputs] } });
        expectClose(together.slice(row, row + 1), alone, { rtol: 1e-5, atol: 1e-5 });
      }
    },
  );

  test("int8 takes rows of zeros, and columns of zeros", async () => {
    const zeros = tf.zeros<tf.Rank.R2>([inputs, 8]);
    const f = ({ x }: Record<string, tf.Tensor>): tf.Tensor =>
      tf.matMul(x as tf.Tensor2D, tf.concat([zeros, w], 1));
    const run = await openInOnnxruntime(
      quantize(exportFunction(f, specs, { ...card, name: "f" }), "int8"),
    );
    const zero = { data: new Float32Array(inputs), shape: [1, inputs] };
    expect([...(await outputOf(run, { x: zero }))]).toEqual(Array(72).fill(0));
    expect([...(await outputOf(run, at(3)))].every(Number.isFinite)).toBe(true);
  });

  test("float16 leaves what has no half, such as a mask of −1e30, as it is", async () => {
    const f = ({ x }: Record<string, tf.Tensor>): tf.Tensor => tf.add(x!, mask);
    const masked = exportFunction(
      f,
      { x: { shape: ["batch", 8, 8], dtype: "float32" } },
      { ...card, name: "f" },
    );
    const run = await openInOnnxruntime(quantize(masked, "float16"));
    const x = { data: new Float32Array(64), shape: [1, 8, 8] };
    expect([...(await outputOf(run, { x }))]).toEqual([...mask.dataSync()]);
  });

  test("refuses what is no model, and no known precision", () => {
    expect(() => quantize(file, "int4" as "int8")).toThrow(
      'quantize: `to` is int4, expected "float16" or "int8".',
    );
    expect(() => quantize(Uint8Array.of(1, 2, 3), "int8")).toThrow("expected an ONNX model");
    expect(() => quantize(new Uint8Array(), "int8")).toThrow("expected an ONNX model");
  });
});

test("float16 rounds to nearest, and to even between two", () => {
  const bits = (x: number) => float16(Float32Array.of(x))[0]!;
  expect([0, -0, 1, -2, 65504, 65519, 65520, Infinity, -1e30].map(bits)).toEqual([
    0, 0x8000, 0x3c00, 0xc000, 0x7bff, 0x7bff, 0x7c00, 0x7c00, 0xfc00,
  ]);
  expect([2 ** -24, 2 ** -25, 1.5 * 2 ** -24, 2 ** -14, NaN].map(bits)).toEqual([
    1, 0, 2, 0x0400, 0x7e00,
  ]);
  // halfway between 1 and its successor, and between that and the next
  expect([1 + 2 ** -11, 1 + 3 * 2 ** -11, 2 - 2 ** -12].map(bits)).toEqual([
    0x3c00, 0x3c02, 0x4000,
  ]);
});
