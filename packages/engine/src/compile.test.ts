import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { compile, type Packed } from "./index.js";

const matrix = (rows: number, columns: number): Packed => ({
  data: Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i)),
  shape: [rows, columns],
});

const f = ({ x }: { x: tf.Tensor2D }) => ({
  rows: tf.logSumExp(x, 1),
  square: tf.matMul(x, x, true),
});

describe("compile", () => {
  test("gives what eager tfjs gives, at each shape", async () => {
    const [fast, eager] = [compile(f), compile(f, { runtime: "tfjs" })];
    for (const rows of [1, 4, 7]) {
      const inputs = { x: matrix(rows, 3) };
      const [a, b] = [await fast(inputs), await eager(inputs)];
      for (const name of ["rows", "square"] as const) {
        expect(a[name].shape).toEqual(b[name].shape);
        expectClose(a[name].data, b[name].data);
      }
    }
    await fast.dispose();
  });

  test("traces once a signature", async () => {
    let traces = 0;
    const counted = compile(({ x }: { x: tf.Tensor }) => {
      traces++;
      return tf.neg(x);
    });
    for (const rows of [2, 3, 2, 3]) await counted({ x: matrix(rows, 2) });
    expect(traces).toBe(2);
  });

  test("sees what an array of the same identity holds now", async () => {
    const neg = compile(({ x }: { x: tf.Tensor }) => tf.neg(x));
    const x = { data: Float32Array.of(1, 2), shape: [2] };
    await neg({ x });
    x.data.set([3, 4]);
    expectClose((await neg({ x })).output.data, [-3, -4]);
  });

  test("writes outputs in place, in both runtimes", async () => {
    for (const runtime of ["onnx", "tfjs"] as const) {
      const output = { data: new Float32Array(2), shape: [2] };
      const neg = compile(({ x }: { x: tf.Tensor }) => tf.neg(x), { runtime });
      await neg({ x: { data: Float32Array.of(1, 2), shape: [2] } }, { output });
      expectClose(output.data, [-1, -2]);
    }
  });

  test("tells floats from booleans that were cast, in both runtimes", async () => {
    const x = { data: Float32Array.of(-1, 1), shape: [2] };
    for (const runtime of ["onnx", "tfjs"] as const) {
      const bits = compile(({ x }: { x: tf.Tensor }) => tf.cast(tf.less(x, 0), "float32"), {
        runtime,
      });
      expect((await bits({ x })).output.data).toEqual(Float32Array.of(1, 0));
    }
  });

  test("takes integers, and refuses results that are not floats", async () => {
    type Inputs = { x: tf.Tensor1D; y: tf.Tensor1D };
    const inputs = {
      x: { data: Int32Array.of(1, 5), shape: [2] },
      y: { data: Int32Array.of(3, 3), shape: [2] },
    };
    const greater = ({ x, y }: Inputs): tf.Tensor => tf.greater(x, y);
    for (const runtime of ["onnx", "tfjs"] as const) {
      const cast = compile((inputs: Inputs) => tf.cast(greater(inputs), "float32"), { runtime });
      expect((await cast(inputs)).output.data).toEqual(Float32Array.of(0, 1));
      await expect(compile(greater, { runtime })(inputs)).rejects.toThrow(
        "compile: output `output` has dtype bool, expected float32: use tf.cast.",
      );
    }
  });

  test("leaves no tensors behind", async () => {
    const before = tf.memory().numTensors;
    for (const runtime of ["onnx", "tfjs"] as const)
      await compile(f, { runtime })({ x: matrix(2, 2) });
    expect(tf.memory().numTensors).toBe(before);
  });

  test("names an input whose data do not fill its shape", async () => {
    const x = { data: new Float32Array(3), shape: [2, 2] };
    await expect(compile(f)({ x })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[EbmError: compile: \`x\` has 3 elements, expected 4 for shape [2, 2].]`,
    );
    const filled = compile(f);
    await filled({ x: matrix(2, 2) });
    await expect(filled({ x })).rejects.toThrow("`x` has 3 elements");
  });

  test.each<[came: string, x: unknown]>([
    ["is a tensor", tf.keep(tf.zeros([2]))],
    ["is Array", [1, 2]],
    ["is undefined", undefined],
    ["has data of Float64Array", { data: new Float64Array(2), shape: [2] }],
    ["has data of Array", { data: [1, 2], shape: [2] }],
  ])("refuses an input that %s", async (came, x) => {
    for (const runtime of ["onnx", "tfjs"] as const) {
      await expect(compile(f, { runtime })({ x: x as Packed })).rejects.toThrow(
        `compile: \`x\` ${came}, expected { data, shape } with a Float32Array, an Int32Array or, for booleans, a Uint8Array.`,
      );
    }
  });

  test("refuses a runtime that is none", () => {
    expect(() => compile(f, { runtime: "gpu" as "onnx" })).toThrow(
      'compile: `runtime` is gpu, expected "onnx", "native", "auto" or "tfjs".',
    );
  });

  test("gives the same where threads spin", async () => {
    const x = { data: Float32Array.from({ length: 4096 }, Math.sin), shape: [64, 64] };
    const product = ({ x }: { x: tf.Tensor2D }): tf.Tensor => tf.matMul(x, x);
    const [sleeps, spins] = [compile(product), compile(product, { threads: 2, spin: 100 })];
    expect((await spins({ x })).output.data).toEqual((await sleeps({ x })).output.data);
    await Promise.all([sleeps.dispose(), spins.dispose()]);
  });

  test("refuses a time to spin that is none", () => {
    expect(() => compile(f, { spin: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: compile: \`spin\` is -1, expected an integer of at least 0.]`,
    );
  });

  test("refuses a number of threads that is not one", () => {
    expect(() => compile(f, { threads: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: compile: \`threads\` is 0, expected an integer of at least 1.]`,
    );
  });
});
