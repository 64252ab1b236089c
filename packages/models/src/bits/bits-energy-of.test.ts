import { compile } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { bitBases, LEVELS } from "../../test/bit-bases.js";
import { bitsTiltOf } from "../../test/bits-tilt-of.js";
import { allStates } from "./all-states.js";
import { bitColumns } from "./bit-columns.js";
import { bitsEnergyOf } from "./bits-energy-of.js";
import { openBitsModel } from "./bits-model.js";
import type { BitsModelParams } from "./bits-tilt.js";

const cases = await Promise.all(
  LEVELS.map(async (levels) => {
    const bases = await bitBases(levels);
    const models = bases.map(([name, base]): [string, BitsModelParams] => [
      name,
      { base, tilt: undefined },
    ]);
    const tilt = bitsTiltOf(bitColumns(levels).width);
    models.push(["a stack and an energy", { base: bases.at(-1)![1], tilt }]);
    return { levels, models };
  }),
);

describe.each(cases)("columns of $levels values", ({ levels, models }) => {
  const states = allStates(bitColumns(levels));

  test.each(models)("%s: is log p as arrays have it", async (_, params) => {
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
      const strange = Float32Array.of(0, 1, 0.5, 1, 0, 0, 2, 0, 0, 0, -1, 0, 0, 0, 0);
      strange.set([0, Number.NaN], 10);
      const others = await run({ y: { data: strange, shape: [3, 5] } });
      expect([...others.output.data]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
      await run.dispose();
    }
  });
});
