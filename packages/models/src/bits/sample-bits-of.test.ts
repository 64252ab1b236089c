import { key, uniform } from "@ebm/core";
import { compile } from "@ebm/engine";
import { binaryStates } from "@ebm/metrics";
import type * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { bitRows } from "./bit-rows.js";
import { type BitsBaseParams, openBitsBase } from "./bits-params.js";
import { fitBitsBase } from "./fit-bits-base.js";
import { sampleBitsOf } from "./sample-bits-of.js";

const dim = 4;
const noise = uniform(key(1), 300 * dim);
const data = noise.map((u, i) => Number(u < (noise[i - 1]! < 0.4 ? 0.8 : 0.3)));
const rows = bitRows("test", { data, shape: [300, dim] });
const { candidates, params: stack } = await fitBitsBase({
  train: rows,
  validation: rows,
  key: key(2),
});
const states = bitRows("test", binaryStates(dim));
const count = 20_000;
const uniforms = {
  data: uniform(key(3), count * (dim + 2)),
  shape: [count, dim + 2] as const,
};

const cases: [name: string, base: BitsBaseParams][] = [
  ...Object.entries(candidates),
  ["a stack", stack],
];

test.each(cases)("%s: samples by its probabilities, the same in both runtimes", async (_, base) => {
  const sample = sampleBitsOf(base);
  const results: Float32Array[] = [];
  for (const runtime of ["onnx", "tfjs"] as const) {
    const run = compile(({ u }: { u: tf.Tensor2D }) => sample(u), { runtime });
    const { output } = await run({ u: uniforms });
    await run.dispose();
    expect(output.shape).toEqual([count, dim]);
    results.push(Float32Array.from(output.data));
  }
  const [samples, others] = results;
  const differing = samples!.filter((bit, i) => bit !== others![i]).length;
  expect(differing).toBeLessThan(5);
  const counts = new Float64Array(2 ** dim);
  for (let row = 0; row < count; row++) {
    let state = 0;
    for (let j = 0; j < dim; j++) state += samples![row * dim + j]! << j;
    counts[state]!++;
  }
  const expected = openBitsBase(base)
    .logProb(states)
    .map((logProb) => count * Math.exp(logProb));
  const chiSquared = counts.reduce(
    (sum, observed, i) => sum + (observed - expected[i]!) ** 2 / expected[i]!,
    0,
  );
  expect(chiSquared).toBeLessThan(15 + 4 * Math.sqrt(2 * 15));
});
