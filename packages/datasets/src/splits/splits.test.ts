import "../../test/seed.js";
import { key } from "@ebm/core/random";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kFolds, type TrainTestSplit, trainTestSplit } from "../index.js";

const sorted = (rows: Iterable<number>): number[] => [...rows].sort((a, b) => a - b);
const all = (rows: number): number[] => [...Array(rows).keys()];
const isSplit = ({ train, test }: TrainTestSplit, rows: number): void =>
  expect(sorted([...train, ...test])).toEqual(all(rows));
const matrix = (data: readonly number[], labels: number) => ({
  data,
  shape: [data.length / labels, labels] as const,
});

describe("kFolds", () => {
  test("tests each row once, in folds of even size", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 2, max: 7 }),
        (rows, folds) => {
          fc.pre(folds <= rows);
          const splits = kFolds(rows, { folds, key: key(rows) });
          expect(sorted(splits.flatMap(({ test }) => [...test]))).toEqual(all(rows));
          const sizes = splits.map(({ test }) => test.length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(2);
          for (const split of splits) isSplit(split, rows);
          expect(kFolds(rows, { folds, key: key(rows) })).toEqual(splits);
        },
      ),
    );
  });

  test("refuses too few rows, groups or times", () => {
    expect(() => kFolds(3, { folds: 4, key: key(1) })).toThrow(
      "`folds` is 4, expected an integer from 2 to 3",
    );
    expect(() => kFolds(3, { folds: 3, key: key(1), groups: ["a", "a", "b"] })).toThrow(
      "kFolds: `groups` leaves one of 3 parts without rows, expected more groups.",
    );
    expect(() => kFolds(4, { folds: 2, key: key(1), times: [1, 1, 1, 2] })).toThrow(
      "too few different times",
    );
    expect(() => kFolds(3, { folds: 2, key: key(1), groups: [1, 2] })).toThrow(
      "`groups` has 2 rows, expected 3.",
    );
    expect(() => kFolds(2, { folds: 2, key: key(1), groups: [1, 2], times: [1, 2] })).toThrow(
      "kFolds: `groups` and `times` are given, expected at most one of them.",
    );
  });
});

describe.each(["trainTestSplit", "kFolds"] as const)("%s", (name) => {
  const split = (
    rows: number,
    by: Partial<Parameters<typeof kFolds>[1]>,
  ): readonly TrainTestSplit[] =>
    name === "kFolds"
      ? kFolds(rows, { folds: 4, key: key(3), ...by })
      : [trainTestSplit(rows, { testFraction: 0.25, key: key(3), ...by })];

  test("deals out rare labels evenly", () => {
    // labels of 40, 8 and 4 rows of 100
    const rows = 100;
    const labels = matrix(
      all(rows).flatMap((row) => [row < 40, row >= 30 && row < 38, row >= 96].map(Number)),
      3,
    );
    for (const { train, test } of split(rows, { labels })) {
      isSplit({ train, test }, rows);
      expect(Math.abs(test.length - 25)).toBeLessThan(3);
      const counts = [0, 1, 2].map(
        (label) => test.filter((row) => labels.data[row * 3 + label] === 1).length,
      );
      expect(Math.abs(counts[0]! - 10)).toBeLessThan(3);
      expect(counts.slice(1)).toEqual([2, 1]);
    }
  });

  test("keeps groups together", () => {
    const groups = all(60).map((row) => `g${row % 11}`);
    for (const { train, test } of split(60, { groups })) {
      isSplit({ train, test }, 60);
      const inTest = new Set(Array.from(test, (row) => groups[row]));
      expect(Array.from(train, (row) => groups[row]).some((group) => inTest.has(group))).toBe(
        false,
      );
      expect(Math.abs(test.length - 15)).toBeLessThan(6);
    }
  });

  test("trains on what came before", () => {
    const times = all(50).map((row) => (row * 7) % 25);
    for (const { train, test } of split(50, { times })) {
      const latest = Math.max(...Array.from(train, (row) => times[row]!));
      expect(Math.min(...Array.from(test, (row) => times[row]!))).toBeGreaterThan(latest);
    }
    expect(() => split(2, { times: [1, 1], folds: 2 })).toThrow("`times` are all equal");
    expect(() => split(4, { times: [1, Number.NaN, 1, 2] })).toThrow("`times` is missing in row 2");
  });
});
