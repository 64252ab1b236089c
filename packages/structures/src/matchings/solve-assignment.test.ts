import { key, normal, uniform } from "@ebm/core";
import { munkres } from "munkres";
import { describe, expect, test } from "vitest";
import { rankings } from "../../test/rankings.js";
import { solveAssignment } from "./solve-assignment.js";

const total = (costs: ArrayLike<number>, columns: ArrayLike<number>): number =>
  Array.from(columns).reduce((sum, column, row) => sum + costs[row * columns.length + column]!, 0);

const bruteForce = (costs: ArrayLike<number>, size: number): number =>
  Math.min(...[...rankings(size)].map((columns) => total(costs, columns)));

function byMunkres(costs: Float64Array, size: number): number {
  const matrix = Array.from({ length: size }, (_, row) => [
    ...costs.subarray(row * size, (row + 1) * size),
  ]);
  return munkres(matrix).reduce((sum, [row, column]) => sum + matrix[row]![column]!, 0);
}

const kinds: Record<string, (z: number) => number> = {
  "normal costs": (z) => z,
  "tied costs": (z) => Math.round(z),
  "costs of many scales": (z) => Math.sign(z) * 10 ** (3 * z),
  "costs near the smallest": (z) => z * 1e-310,
};

describe("solveAssignment", () => {
  test.each(Object.entries(kinds))("attains the minimum over permutations: %s", (_, kind) => {
    for (let size = 1; size <= 6; size++) {
      for (let seed = 0; seed < 12; seed++) {
        const costs = Float64Array.from(normal(key(100 * size + seed), size * size), kind);
        const columns = solveAssignment(costs, size);
        const best = bruteForce(costs, size);
        expect([...columns].sort()).toEqual(Array.from({ length: size }, (_, i) => i));
        const slack = 1e-14 * costs.reduce((max, c) => Math.max(max, Math.abs(c)), 0);
        expect(total(costs, columns) - best).toBeLessThanOrEqual(size * slack);
      }
    }
  });

  test.each([20, 60])("agrees with another solver at size %d", (size) => {
    for (const [seed, kind] of [kinds["normal costs"]!, kinds["tied costs"]!].entries()) {
      const costs = Float64Array.from(normal(key(seed), size * size), kind);
      expect(total(costs, solveAssignment(costs, size))).toBeCloseTo(byMunkres(costs, size), 9);
    }
  });

  test("solves up to the largest float, where sums of costs overflow", () => {
    for (let seed = 0; seed < 12; seed++) {
      const costs = Float64Array.from(uniform(key(seed), 64), (u) => 2 * u - 1);
      const huge = costs.map((c) => c * Number.MAX_VALUE);
      expect(solveAssignment(huge, 8)).toEqual(solveAssignment(costs, 8));
    }
  });

  test("avoids costs that forbid", () => {
    const costs = [1e300, 1, 1e300, 1e300, 1e300, 1, 1, 0, 1e300];
    expect([...solveAssignment(costs, 3)]).toEqual([1, 2, 0]);
  });

  test("takes equal costs, and none", () => {
    expect([...solveAssignment(new Float64Array(16), 4)].sort()).toEqual([0, 1, 2, 3]);
    expect(solveAssignment([], 0)).toHaveLength(0);
  });

  test("refuses costs that are not finite, or not square", () => {
    const solve = (costs: number[]) => () => solveAssignment(costs, 2);
    expect(solve([0, 1, Number.NaN, 3])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: solveAssignment: \`costs\` has NaN at row 1, column 0, expected finite numbers.]`,
    );
    expect(solve([0, -Infinity, 2, 3])).toThrow("-Infinity at row 0, column 1");
    expect(solve([0, 1, 2])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: solveAssignment: \`costs\` has 3 entries, expected 2 × 2.]`,
    );
  });
});
