import { key } from "@ebm/core";
import { describe, expect, test } from "vitest";
import { duplicateGroups } from "./duplicate-groups.js";
import { folds } from "./folds.js";

const countsOf = (values: Int32Array, size: number): number[] =>
  Array.from({ length: size }, (_, i) => values.filter((value) => value === i).length);

describe("folds", () => {
  test("are of nearly equal size, the same for each key, and differ between keys", () => {
    const one = folds({ rows: 103, count: 5, key: key(1) });
    expect(countsOf(one, 5)).toEqual([21, 21, 21, 20, 20]);
    expect(folds({ rows: 103, count: 5, key: key(1) })).toEqual(one);
    expect(folds({ rows: 103, count: 5, key: key(2) })).not.toEqual(one);
  });

  test("each get their share of each class", () => {
    const strata = Int32Array.from({ length: 100 }, (_, row) => (row < 20 ? 0 : 1));
    const rare = folds({ rows: 100, count: 5, key: key(3), strata }).subarray(0, 20);
    expect(countsOf(rare, 5)).toEqual([4, 4, 4, 4, 4]);
  });

  test("keep the rows of a group together", () => {
    const groups = Int32Array.from({ length: 90 }, (_, row) => Math.floor(row / 3));
    const found = folds({ rows: 90, count: 4, key: key(4), groups });
    for (let row = 0; row < 90; row += 3) {
      expect(new Set(found.subarray(row, row + 3)).size).toBe(1);
    }
  });

  test("refuses more folds than rows", () => {
    expect(() => folds({ rows: 3, count: 4, key: key(0) })).toThrow(
      "folds: `count` is 4, expected an integer from 2 to 3.",
    );
  });
});

describe("duplicateGroups", () => {
  const matrix = (values: number[]) => ({
    data: Float32Array.from(values),
    shape: [values.length / 2, 2] as const,
  });

  test("finds equal rows, NaN and signed zeros included", () => {
    const x = matrix([1, 2, 3, NaN, 0, 5, 1, 2, 9, 9, 3, 8, 7, 7, 6, 6, 5, 5, -0, 5]);
    expect([...duplicateGroups([x])]).toEqual([0, 1, 2, 0, 4, 5, 6, 7, 8, 2]);
  });

  test("leaves data alone whose rows repeat by nature", () => {
    const x = matrix(Array.from({ length: 20 }, (_, i) => i % 2));
    expect([...duplicateGroups([x])]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("finds copies of most rows where two columns have many values", () => {
    const x = matrix(Array.from({ length: 80 }, (_, i) => i % 40));
    const rows = Array.from({ length: 20 }, (_, i) => i);
    expect([...duplicateGroups([x])]).toEqual([...rows, ...rows]);
  });
});
