import { key, uniform } from "@ebm/core";
import { compile } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { bitBases, chiSquared, LEVELS } from "../../test/bit-bases.js";
import { bitsTiltOf } from "../../test/bits-tilt-of.js";
import { allStates } from "./all-states.js";
import { bitColumns } from "./bit-columns.js";
import { openBitsModel } from "./bits-model.js";
import { bitsSamplerOf } from "./bits-sampler-of.js";

test.each(LEVELS)("samples a model with an energy: columns of %s, … values", async (...levels) => {
  const base = (await bitBases(levels))[2]![1];
  const columns = bitColumns(levels);
  const params = { base, tilt: bitsTiltOf(columns.width) };
  const model = openBitsModel(params);
  const joint = (await model.logProb(allStates(columns))).map(Math.exp);
  await model.dispose();
  const total = joint.reduce((a, b) => a + b);
  const { width, sample } = bitsSamplerOf(params);
  const run = compile(({ uniforms }: { uniforms: tf.Tensor2D }) => sample(uniforms));
  const count = 4000;
  const { output } = await run({
    uniforms: { data: uniform(key(1), count * width), shape: [count, width] },
  });
  await run.dispose();
  expect(output.shape).toEqual([count, levels.length]);
  const freedom = joint.length - 1;
  const statistic = chiSquared(
    output.data,
    joint.map((p) => p / total),
    levels,
  );
  expect(statistic).toBeLessThan(freedom + 5 * Math.sqrt(2 * freedom));
});
