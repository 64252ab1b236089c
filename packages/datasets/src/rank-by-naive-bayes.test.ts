import { key, normal } from "@ebm/core/random";
import { describe, expect, test } from "vitest";
import { dataDir } from "../test/data-dir.js";
import { loadLabelRanking, type Matrix, rankByNaiveBayes } from "./index.js";

// three classes of 20 rows in the plane, the last spread wide
const classes = Array.from({ length: 60 }, (_, row) => Math.floor(row / 20));
const x: Matrix = {
  data: normal(key(1), 120).map((z, i) => {
    const label = classes[Math.floor(i / 2)]!;
    return [z, z + 2, 3 * z - 1][label]!;
  }),
  shape: [60, 2],
};

/** p(c | x) by products of densities, where logarithms are not needed. */
function posterior(row: number): number[] {
  const joint = [0, 1, 2].map((label) => {
    let p = 1 / 3;
    for (const j of [0, 1]) {
      const values = classes.flatMap((c, i) => (c === label ? [x.data[2 * i + j]!] : []));
      const mean = values.reduce((a, b) => a + b) / 20;
      const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 20;
      p *= Math.exp(-((x.data[2 * row + j]! - mean) ** 2) / (2 * variance)) / Math.sqrt(variance);
    }
    return p;
  });
  const sum = joint.reduce((a, b) => a + b);
  return joint.map((p) => p / sum);
}

describe("rankByNaiveBayes", () => {
  test("ranks by the posterior, against densities multiplied out", () => {
    const { data, shape } = rankByNaiveBayes(x, classes, { decimals: 15 });
    expect(shape).toEqual([60, 3]);
    for (let row = 0; row < 60; row++) {
      const p = posterior(row);
      const expected = p.map((a) => p.filter((b) => b > a).length);
      expect([...data.subarray(3 * row, 3 * row + 3)]).toEqual(expected);
    }
  });

  test("leaves classes of equal probabilities, to some decimals, in order", () => {
    const { data } = rankByNaiveBayes(x, classes, { decimals: 1 });
    for (let row = 0; row < 60; row++) {
      const p = posterior(row).map((value) => Math.round(value * 10));
      const expected = p.map((a, i) => p.filter((b, j) => b > a || (b === a && j < i)).length);
      expect([...data.subarray(3 * row, 3 * row + 3)]).toEqual(expected);
    }
  });

  test("ranks classes far away, whose densities underflow", () => {
    const far: Matrix = { data: Float32Array.of(0, 1, 1e4, 1e4 + 1, 3e4, 3e4 + 1), shape: [6, 1] };
    const { data } = rankByNaiveBayes(far, [0, 0, 1, 1, 2, 2]);
    expect([...data.subarray(12)]).toEqual([1, 2, 0, 1, 2, 0]);
  });

  test.skipIf(dataDir === undefined).each([
    ["iris", [50, 50, 50], 147],
    ["wine", [59, 71, 48], 177],
  ] as const)("gives the published rankings of %s, all but a few", async (name, sizes, agree) => {
    const { x, ranks } = await loadLabelRanking(name, { dataDir });
    const classes = sizes.flatMap((size, label) => Array<number>(size).fill(label));
    const ranked = rankByNaiveBayes(x, classes);
    const rows = classes.filter((_, row) =>
      [0, 1, 2].every((label) => ranked.data[3 * row + label] === ranks.data[3 * row + label]),
    );
    expect(rows.length).toBe(agree);
  });

  test("refuses classes that are none, and features that do not vary", () => {
    const two: Matrix = { data: Float32Array.of(1, 2), shape: [2, 1] };
    expect(() => rankByNaiveBayes(two, [0])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: rankByNaiveBayes: \`classes\` has 1 entries, expected one a row of 2.]`,
    );
    expect(() => rankByNaiveBayes(two, [0, 0.5])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: rankByNaiveBayes: \`classes\` has 0.5, expected an integer from 0 to 1.]`,
    );
    expect(() => rankByNaiveBayes(two, [1, 1])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: rankByNaiveBayes: \`classes\` has no 0, expected each from 0 to 1.]`,
    );
    expect(() =>
      rankByNaiveBayes(two, [0, 1], { decimals: -1 }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: rankByNaiveBayes: \`decimals\` is -1, expected an integer from 0 to 15.]`,
    );
    const flat: Matrix = { data: Float32Array.of(1, 1), shape: [2, 1] };
    expect(() => rankByNaiveBayes(flat, [0, 1])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: rankByNaiveBayes: \`x\` has no feature that varies, or values not finite.]`,
    );
    flat.data[0] = Number.NaN;
    expect(() => rankByNaiveBayes(flat, [0, 1])).toThrow("`x`");
  });
});
