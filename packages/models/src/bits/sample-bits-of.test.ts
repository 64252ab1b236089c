import { key, uniform } from "@ebm/core";
import { compile } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { bitBases, chiSquared, LEVELS } from "../../test/bit-bases.js";
import { allStates } from "./all-states.js";
import { bitColumns } from "./bit-columns.js";
import { bitRows } from "./bit-rows.js";
import { openBitsBase } from "./bits-params.js";
import { sampleBitsOf } from "./sample-bits-of.js";

const count = 20_000;
const cases = await Promise.all(
  LEVELS.map(async (levels) => ({ levels, bases: await bitBases(levels) })),
);

describe.each(cases)("columns of $levels values", ({ levels, bases }) => {
  const dim = levels.length;
  const states = bitRows("test", allStates(bitColumns(levels)), levels);
  const uniforms = uniform(key(3), count * (dim + 2));

  test.each(bases)(
    "%s: samples by its probabilities, the same in both runtimes",
    async (_, base) => {
      const sample = sampleBitsOf(base);
      const run = async (runtime: "onnx" | "tfjs", rows: number) => {
        const compiled = compile(({ u }: { u: tf.Tensor2D }) => sample(u), { runtime });
        const data = uniforms.subarray(0, rows * (dim + 2));
        const { output } = await compiled({ u: { data, shape: [rows, dim + 2] } });
        await compiled.dispose();
        expect(output.shape).toEqual([rows, dim]);
        return Float32Array.from(output.data);
      };
      const samples = await run("onnx", count);
      const others = await run("tfjs", 500);
      expect(others.filter((value, i) => value !== samples[i]).length).toBeLessThan(3);
      const probabilities = openBitsBase(base).logProb(states).map(Math.exp);
      const freedom = states.rows - 1;
      const limit = freedom + 4 * Math.sqrt(2 * freedom);
      expect(chiSquared(samples, probabilities, levels)).toBeLessThan(limit);
    },
  );
});
