import { key } from "@ebm/core";
import { logSumExp } from "@ebm/core/float64";
import { describe, expect, test } from "vitest";
import { bitBases, LEVELS } from "../../test/bit-bases.js";
import { bitsTiltOf } from "../../test/bits-tilt-of.js";
import { allStates } from "./all-states.js";
import { bitColumns } from "./bit-columns.js";
import { openBitsModel } from "./bits-model.js";
import type { BitsModelParams } from "./bits-tilt.js";
import { completionsOf, knownLogProbs } from "./completions.js";
import { treesOf } from "./trees-of.js";

const cases = await Promise.all(
  LEVELS.map(async (levels) => {
    const bases = await bitBases(levels);
    const stack = bases.at(-1)![1];
    const models: [string, BitsModelParams][] = [
      ["trees", { base: bases[3]![1], tilt: undefined }],
      ["a stack", { base: stack, tilt: undefined }],
      ["an energy", { base: stack, tilt: bitsTiltOf(bitColumns(levels).width) }],
    ];
    return { levels, models };
  }),
);
const _ = Number.NaN;
const partial = [
  [_, 1, _, 0, 0],
  [1, _, _, _, _],
  [_, _, _, _, _],
  [0, 1, 1, 1, 0],
];

describe.each(cases)("columns of $levels values", ({ levels, models }) => {
  const dim = levels.length;
  const states = allStates(bitColumns(levels));
  const rows = { data: Float32Array.from(partial.flat()), shape: [partial.length, dim] as const };

  test.each(models)("%s: conditionals are sums over states", async (_, params) => {
    const model = openBitsModel(params);
    const joint = await model.logProb(states);
    const filled = await model.fill(rows);
    expect(await model.logProb(rows)).toEqual(filled.logProb);
    await model.dispose();
    const width = filled.probabilities.shape[1];
    for (const [r, row] of partial.entries()) {
      const chosen = [...joint.keys()].filter((s) =>
        row.every((value, j) => Number.isNaN(value) || states.data[s * dim + j] === value),
      );
      const total = logSumExp(chosen.map((s) => joint[s]!));
      expect(filled.logProb[r]).toBeCloseTo(total, 6);
      expect(filled.standardErrors[r]).toBe(0);
      for (let j = 0, place = r * width; j < dim; j++) {
        const own = Array.from({ length: levels[j]! }, (_, v) =>
          chosen.reduce(
            (sum, s) => sum + (states.data[s * dim + j] === v ? Math.exp(joint[s]! - total) : 0),
            0,
          ),
        );
        for (const p of own) expect(filled.probabilities.data[place++]).toBeCloseTo(p, 5);
        expect(own[filled.values.data[r * dim + j]!]).toBe(Math.max(...own));
      }
    }
  });

  test("samples of completions are unbiased", async () => {
    const [, params] = models[1]!;
    const model = openBitsModel(params);
    const exact = (await model.fill(rows)).logProb;
    const trees = treesOf(params.base).mixture;
    const completions = completionsOf(rows, trees, { samples: 20_000, most: 1, key: key(7) });
    expect(completions.isSampled).toEqual([true, true, true, false]);
    const estimates = knownLogProbs(completions, await model.logProb(completions.values));
    await model.dispose();
    for (const [r, value] of estimates.entries()) expect(value).toBeCloseTo(exact[r]!, 1.5);
  });
});
