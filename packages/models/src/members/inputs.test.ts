import { key, normal } from "@ebm/core";
import { mean } from "@ebm/core/float64";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { encodeInputs } from "./encode-inputs.js";
import { fitInputs } from "./fit-inputs.js";
import { inputTensor } from "./input-tensor.js";

const rows = 200;
const x = { data: normal(key(1), rows * 4), shape: [rows, 4] as const };
for (let row = 0; row < rows; row++) {
  x.data[row * 4 + 1] = 7; // constant
  x.data[row * 4 + 2] = Number(row % 10 === 0); // rare
  x.data[row * 4 + 3]! *= 1000;
}

describe("inputs", () => {
  test("are plain JSON", () => {
    const inputs = fitInputs(x);
    expect(JSON.parse(JSON.stringify(inputs))).toEqual(inputs);
  });

  test("are the same as arrays and as tensors", () => {
    const inputs = fitInputs(x, { standardized: true });
    const { data, shape } = encodeInputs(x, inputs);
    expect(shape).toEqual([rows, 4 + 2 * 17]);
    const tensor = inputTensor(tf.tensor2d(x.data, [rows, 4]), inputs);
    expect(tensor.shape).toEqual(shape);
    expectClose(tensor, data, { atol: 1e-4 });
  });

  test("tame outliers, and do not see units or constants", () => {
    const { data } = encodeInputs(x, fitInputs(x, { bins: 0 }));
    expect(Math.max(...data.map(Math.abs))).toBeLessThan(3);
    expect(data.filter((_, i) => i % 4 === 1).every((value) => value === 0)).toBe(true);
    expect(data.filter((_, i) => i % 4 === 2).reduce((a, b) => Math.max(a, b))).toBeGreaterThan(1);
  });

  test("include standardized columns of more than two values", () => {
    const inputs = fitInputs(x, { bins: 0, standardized: true });
    const { data, shape } = encodeInputs(x, inputs);
    expect(shape).toEqual([rows, 4 + 2]);
    for (const [i, column] of [0, 3].entries()) {
      const values = Array.from({ length: rows }, (_, row) => x.data[row * 4 + column]!);
      const center = mean(values);
      const deviation = Math.sqrt(mean(values.map((value) => (value - center) ** 2)));
      const added = data.filter((_, place) => place % 6 === 4 + i);
      expectClose(
        added,
        values.map((value) => (value - center) / deviation),
        { atol: 1e-5 },
      );
    }
    const far = { data: Float32Array.of(1e9, 7, 0, -1e9), shape: [1, 4] as const };
    expectClose(encodeInputs(far, inputs).data.subarray(4), [8, -8]);
  });

  test("have fewer bins, or none, if there are many columns", () => {
    expect(fitInputs(x, { columns: 24 }).columns).toHaveLength(10);
    expect(fitInputs(x, { columns: 12 }).columns).toHaveLength(0);
  });
});
