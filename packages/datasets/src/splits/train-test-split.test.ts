import { key } from "@ebm/core/random";
import { describe, expect, test } from "vitest";
import { trainTestSplit } from "../index.js";

describe("trainTestSplit", () => {
  test("parts the rows, and rounds the test rows up", () => {
    // the published test sizes of 20 %
    for (const [rows, tests] of [
      [841, 169],
      [214, 43],
      [150, 30],
      [846, 170],
      [528, 106],
      [178, 36],
    ] as const) {
      const { train, test } = trainTestSplit(rows, { testFraction: 0.2, key: key(1) });
      expect(test.length).toBe(tests);
      const all = [...train, ...test].sort((a, b) => a - b);
      expect(all).toEqual([...Array(rows).keys()]);
    }
    // though 0.07 · 100 is 7.000000000000001
    expect(trainTestSplit(100, { testFraction: 0.07, key: key(1) }).test.length).toBe(7);
  });

  test("is the same for the same key, and another for another", () => {
    const split = (seed: number) => trainTestSplit(50, { testFraction: 0.3, key: key(seed) });
    expect(split(1)).toEqual(split(1));
    expect(split(1)).not.toEqual(split(2));
  });

  test("draws every pair of rows equally often", () => {
    const counts = new Map<string, number>();
    const draws = 6000;
    for (let seed = 0; seed < draws; seed++) {
      const { test } = trainTestSplit(4, { testFraction: 0.5, key: key(seed) });
      const pair = [...test].sort().join();
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // 1000 each, of standard deviation 29
    for (const count of counts.values()) expect(Math.abs(count - draws / 6)).toBeLessThan(150);
  });

  test("refuses what leaves no rows on one side", () => {
    const split = (rows: number, testFraction: number) => () =>
      trainTestSplit(rows, { testFraction, key: key(1) });
    expect(split(1, 0.5)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: trainTestSplit: \`rows\` is 1, expected an integer of at least 2.]`,
    );
    expect(split(4, 0.8)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: trainTestSplit: \`testFraction\` is 0.8, expected to leave training and test rows of 4.]`,
    );
    for (const fraction of [0, -1, 1, 2, Number.NaN])
      expect(split(10, fraction)).toThrow("`testFraction`");
  });
});
