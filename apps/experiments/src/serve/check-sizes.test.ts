import { expect, test } from "vitest";
import { checkSizes } from "./check-sizes.js";

const signature = {
  name: "samples",
  description: "",
  metadata: {},
  opset: 17,
  inputs: {
    start: { shape: ["chains", 2], dtype: "float32" },
    steps: { shape: [], dtype: "int32" },
  },
  outputs: { samples: { shape: ["chains", 2], dtype: "float32" } },
};
const request = (chains: number, steps: number) => ({
  start: { data: new Float32Array(2 * chains), shape: [chains, 2] },
  steps: { data: Int32Array.of(steps), shape: [] },
});

test("steps and outputs have limits, and both may be reached", () => {
  const limits = { maxSteps: 10, outputLimit: 32 };
  checkSizes(request(4, 10), signature, limits);
  expect(() => checkSizes(request(4, 11), signature, limits)).toThrow(
    "`steps` is 11, expected at most 10.",
  );
  expect(() => checkSizes(request(5, 10), signature, limits)).toThrow(
    "output `samples` has 40 bytes for these inputs, expected at most 32.",
  );
});
