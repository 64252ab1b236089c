import { key } from "@ebm/core";
import { describe, expect, test } from "vitest";
import { bitBases, bitRowsOf, chiSquared, LEVELS } from "../../test/bit-bases.js";
import { allStates } from "./all-states.js";
import { bitColumns } from "./bit-columns.js";
import { type BitRows, bitRows, weightedMean } from "./bit-rows.js";
import { type BitsBaseParams, openBitsBase } from "./bits-params.js";
import { fitBitsChain } from "./fit-bits-chain.js";
import { frequenciesOf } from "./frequencies-of.js";

const cases = await Promise.all(
  LEVELS.map(async (levels) => ({ levels, bases: new Map(await bitBases(levels)) })),
);
const nllOf = (params: BitsBaseParams, rows: BitRows): number =>
  -weightedMean(rows, openBitsBase(params).logProb(rows));

describe.each(cases)("columns of $levels values", ({ levels, bases }) => {
  const states = allStates(bitColumns(levels));
  const all = bitRows("test", states, levels);
  const held = bitRowsOf(5, 1000, levels);

  test.each([...bases])("%s sums to 1 over all states", (_, params) => {
    const probabilities = openBitsBase(params).logProb(all).map(Math.exp);
    expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 10);
  });

  test.each([...bases])("%s samples by its probabilities", (_, params) => {
    const base = openBitsBase(params);
    const samples = base.sample(40_000, key(4));
    const freedom = all.rows - 1;
    const statistic = chiSquared(samples, base.logProb(all).map(Math.exp), levels);
    expect(statistic).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom));
    expect(base.sample(10, key(4))).toEqual(base.sample(10, key(4)));
    expect(base.sample(0, key(4))).toHaveLength(0);
  });

  test("is better than independent columns by far", () => {
    const independent = frequenciesOf(bitRowsOf(1, 1500, levels));
    const first = levels.map((_, j) =>
      independent.reduce((rest, p, a) => (all.columns.columnOf[a] === j ? rest - p : rest), 1),
    );
    const entropy = [...independent, ...first].reduce((sum, p) => sum - p * Math.log(p || 1), 0);
    for (const params of bases.values()) expect(nllOf(params, held)).toBeLessThan(entropy - 0.1);
  });

  test("a chain without penalty has the frequencies of its rows as marginals", async () => {
    const rows = bitRowsOf(1, 1500, levels);
    const options = { order: Int32Array.of(2, 0, 4, 1, 3), penalties: [1e-9], iterations: 300 };
    const { chain } = await fitBitsChain({ train: rows, validation: rows, ...options });
    const probabilities = openBitsBase({ kind: "chain", chain }).logProb(all).map(Math.exp);
    const marginals = new Float64Array(all.columns.width);
    for (let s = 0; s < all.rows; s++) {
      for (const a of all.ones.subarray(all.starts[s]!, all.starts[s + 1]!)) {
        marginals[a]! += probabilities[s]!;
      }
    }
    const expected = [...frequenciesOf(rows)].map((p) => expect.closeTo(p, 2));
    expect([...marginals]).toEqual(expected);
  });
});

test("a Chow–Liu tree finds the chain of dependence", () => {
  const base = cases[0]!.bases.get("a Chow–Liu tree") as Extract<BitsBaseParams, { kind: "trees" }>;
  const edges = [...base.trees.parents].map((parent, j) => [parent, j].sort().join("–"));
  for (const edge of ["0–1", "1–2", "3–4"]) expect(edges).toContain(edge);
});

test("bitRows merges equal rows, and refuses what is no bit", () => {
  const rows = bitRows("test", { data: [0, 1, 1, 1, 0, 1], shape: [3, 2] });
  expect(rows).toMatchObject({ rows: 2, total: 3, indices: Int32Array.of(0, 1, 0) });
  const categories = { data: [2, 3], shape: [1, 2] as const };
  expect(bitRows("test", categories, [3, 4]).ones).toEqual(Int32Array.of(1, 4));
  expect(() => bitRows("test", categories, [3, 3])).toThrow(
    "test: row 0 has 3 in column 1, expected a whole number from 0 to 2.",
  );
  expect(() => bitRows("test", { data: [0, 2], shape: [1, 2] })).toThrow(
    "test: row 0 has 2 in column 1, expected 0 or 1.",
  );
});
