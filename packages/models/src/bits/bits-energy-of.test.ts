import { key, uniform } from "@ebm/core";
import { compile } from "@ebm/engine";
import { binaryStates } from "@ebm/metrics";
import type * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { bitRows } from "./bit-rows.js";
import { bitsEnergyOf } from "./bits-energy-of.js";
import { type BitsModelParams, openBitsModel } from "./bits-model.js";
import { fitBitsBase } from "./fit-bits-base.js";

const dim = 6;
const noise = uniform(key(1), 300 * dim);
const data = noise.map((u, i) =>
  Number(u < (i % dim === 0 ? 0.2 : noise[i - 1]! < 0.4 ? 0.9 : 0.3)),
);
const rows = bitRows("test", { data, shape: [300, dim] });
const { candidates, params: base } = await fitBitsBase({
  train: rows,
  validation: rows,
  key: key(2),
});
const states = binaryStates(dim);
const shape = { hidden: [8, 4], center: Float32Array.from({ length: dim }, (_, j) => j / dim) };
const tilt = {
  ...shape,
  logPartition: 0.5,
  standardError: 0,
  params: Object.fromEntries(paramsOf()),
};

const cases: [name: string, params: BitsModelParams][] = [
  ...Object.entries(candidates).map(([name, own]): [string, BitsModelParams] => [
    name,
    { base: own, tilt: undefined },
  ]),
  ["a stack", { base, tilt: undefined }],
  ["a stack and an energy", { base, tilt }],
];

test.each(cases)("%s: is log p as arrays have it", async (_, params) => {
  const model = openBitsModel(params);
  const expected = await model.logProb(states);
  await model.dispose();
  const energy = bitsEnergyOf(params);
  for (const runtime of ["onnx", "tfjs"] as const) {
    const run = compile(({ y }: { y: tf.Tensor2D }) => energy(y), { runtime });
    const { output } = await run({ y: states });
    for (const [i, logProb] of expected.entries()) {
      const logZ = params.tilt?.logPartition ?? 0;
      expect(-output.data[i]! - logZ).toBeCloseTo(logProb, 4);
    }
    const odd = await run({ y: { data: Float32Array.of(0, 1, 0.5, 1, 0, 1), shape: [1, dim] } });
    expect(odd.output.data).toEqual(Float32Array.of(Number.NaN));
    await run.dispose();
  }
});

/** Parameters of an energy that is not 0. */
function* paramsOf() {
  const layers = Object.entries({
    y: [[dim, 8]],
    rest: [
      [8, 4],
      [4, 1],
    ],
  });
  for (const [part, sizes] of layers) {
    for (const [layer, [fan, units]] of sizes.entries()) {
      const weight = uniform(key(3 + layer), fan! * units!).map((u) => u - 0.5);
      yield [`${part}.${layer}.weight`, { data: weight, shape: [fan!, units!] }] as const;
      yield [`${part}.${layer}.bias`, { data: weight.slice(0, units!), shape: [units!] }] as const;
    }
  }
}
