import { key, uniform } from "@ebm/core";
import { logSumExp } from "@ebm/core/float64";
import { describe, expect, test } from "vitest";
import { bitBases, chiSquared, LEVELS } from "../../test/bit-bases.js";
import { allStates } from "./all-states.js";
import { bitColumns } from "./bit-columns.js";
import { bitRows } from "./bit-rows.js";
import { treeMixture } from "./tree-mixture.js";
import { treePosterior } from "./tree-posterior.js";
import { treesOf } from "./trees-of.js";

const cases = await Promise.all(
  LEVELS.map(async (levels) => ({ levels, mixture: treesOf((await bitBases(levels)).at(-1)![1]) })),
);

describe.each(cases)("columns of $levels values", ({ levels, mixture: { mixture } }) => {
  const dim = levels.length;
  const { largest, ...columns } = bitColumns(levels);
  const states = allStates({ largest, ...columns });
  const joint = treeMixture(mixture).logProb(bitRows("test", states, levels));
  /** The states that agree with a row. */
  const agreeing = (row: readonly number[]): number[] =>
    [...joint.keys()].filter((s) =>
      row.every((value, j) => Number.isNaN(value) || states.data[s * dim + j] === value),
    );
  const _ = Number.NaN;

  test.each([
    [[_, _, _, _, _]],
    [[1, _, _, 0, _]],
    [[_, 1, 1, _, _]],
    [[_, 0, _, _, 0]],
    [[0, 1, 1, 0, 0]],
  ])("given %j, is the sum over the states that agree", (row) => {
    const posterior = treePosterior(mixture, row);
    const chosen = agreeing(row);
    const total = logSumExp(chosen.map((s) => joint[s]!));
    expect(posterior.logProb).toBeCloseTo(total, 10);
    const marginals = new Float64Array(dim * largest);
    const given = new Float64Array(joint.length);
    for (const s of chosen) {
      given[s] = Math.exp(joint[s]! - total);
      for (let j = 0; j < dim; j++)
        marginals[j * largest + states.data[s * dim + j]!]! += given[s]!;
    }
    const expected = [...marginals].map((p) => expect.closeTo(p, 10));
    expect([...posterior.marginals()]).toEqual(expected);

    const count = 10_000;
    const samples = new Float32Array(count * dim);
    for (let i = 0; i < count; i++) {
      const noise = uniform(key(i), dim + 1);
      posterior.sample(noise, samples.subarray(i * dim, (i + 1) * dim));
    }
    // states that do not agree have no probability: a sample there makes the statistic infinite
    const kept = given.map((p) => p || 1e-30);
    const freedom = chosen.length - 1;
    expect(chiSquared(samples, kept, levels)).toBeLessThan(
      freedom + 5 * Math.sqrt(2 * freedom) + 1,
    );
  });
});
