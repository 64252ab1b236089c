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

test("estimates rows with many completions, and says how precisely", async () => {
  const dim = 12;
  const levels = new Int32Array(dim).fill(2);
  const columns = bitColumns(levels);
  const width = dim ** 2;
  const weights = Float64Array.from({ length: width }, (_, i) =>
    i % dim > Math.floor(i / dim) ? Math.sin(i) : 0,
  );
  const order = levels.map((_, j) => j);
  const chain = { levels, order, bias: new Float64Array(dim).fill(0.3), weights };
  // fair coins
  const trees = {
    levels,
    logWeights: Float64Array.of(0),
    orders: order,
    parents: new Int32Array(dim).fill(-1),
    logProbs: new Float64Array(4 * dim).fill(-Math.LN2),
  };
  const bases = [{ kind: "chain", chain } as const, { kind: "trees", trees } as const];
  const base = { kind: "stack", bases, weights: [0.6, 0.4] } as const;
  const model = openBitsModel({ base, tilt: undefined });
  const empty = { data: new Float32Array(dim).fill(Number.NaN), shape: [1, dim] as const };
  const { logProb, standardErrors, probabilities } = await model.fill(empty);
  expect(standardErrors[0]).toBeGreaterThan(0.001);
  expect(Math.abs(logProb[0]!)).toBeLessThan(4 * standardErrors[0]!);
  const joint = (await model.logProb(allStates(columns))).map(Math.exp);
  await model.dispose();
  const states = allStates(columns).data;
  const last = joint.reduce((sum, p, s) => sum + p * states[s * dim + dim - 1]!, 0);
  expect(Math.abs(probabilities.data.at(-1)! - last)).toBeLessThan(0.1);
});
