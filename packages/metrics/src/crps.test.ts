import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pairs, rowsOf } from "../test/arbitraries.js";
import { crps, intervalCoverage, pitDeviation } from "./index.js";

describe("crps", () => {
  test("is mean |x − y| − ½ mean |x − x′|, row by row", () => {
    const number = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(pairs(number), ({ predicted: draws, actual }) => {
        const y = rowsOf(actual).map((row) => row[0]!);
        const scores = rowsOf(draws).map((x, i) => {
          const away = x.map((value) => Math.abs(value - y[i]!));
          const apart = x.flatMap((a) => x.map((b) => Math.abs(a - b)));
          const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
          return mean(away) - mean(apart) / 2;
        });
        const expected = scores.reduce((a, b) => a + b, 0) / scores.length;
        expect(crps({ draws, actual: y })).toBeCloseTo(expected, 10);
      }),
    );
  });

  test("is the integral of the squared difference of distributions", () => {
    const [x, y] = [[-1, 0.5, 2], 1];
    let integral = 0;
    const step = 1e-3;
    for (let z = -3 + step / 2; z < 4; z += step) {
      const f = x.filter((value) => value <= z).length / 3;
      integral += step * (f - (y <= z ? 1 : 0)) ** 2;
    }
    expect(crps({ draws: { data: x, shape: [1, 3] }, actual: [y] })).toBeCloseTo(integral, 3);
  });

  test("of quantiles of a logistic is its closed form", () => {
    // at y = 0: 2 log 2 − 1
    const count = 4000;
    const logistic = Array.from({ length: count }, (_, i) => {
      const u = (i + 0.5) / count;
      return Math.log(u / (1 - u));
    });
    const draws = { data: logistic, shape: [1, count] } as const;
    expect(crps({ draws, actual: [0] })).toBeCloseTo(2 * Math.LN2 - 1, 3);
  });

  test("refuses rows without draws or outcomes", () => {
    const draws = { data: [1, 2], shape: [1, 2] } as const;
    expect(() => crps({ draws, actual: [1, 2] })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: crps: \`draws\` has shape [1, 2] and 2 entries, \`actual\` 2, expected samples for each outcome.]`,
    );
  });
});

describe("probability integral transforms", () => {
  const even = Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100);

  test("that are spread evenly are covered as often as they should", () => {
    for (const level of [0, 0.1, 0.5, 0.9, 1]) {
      expect(intervalCoverage(even, level)).toBeCloseTo(level, 12);
    }
    expect(pitDeviation(even)).toBeCloseTo(0.005, 12);
  });

  test("of predictions too wide lie in the middle, and too narrow at the ends", () => {
    const wide = even.map((u) => 0.5 + (u - 0.5) / 2);
    expect(intervalCoverage(wide, 0.5)).toBe(1);
    expect(pitDeviation(wide)).toBeCloseTo(0.25, 2);
    const narrow = even.map((u) => (u < 0.5 ? 0 : 1));
    expect(intervalCoverage(narrow, 0.9)).toBe(0);
    expect(pitDeviation(narrow)).toBe(0.5);
  });

  test("refuses what is no probability", () => {
    expect(() => pitDeviation([0.5, 1.5])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: pitDeviation: \`pit\` has 1.5 at 1, expected a number from 0 to 1.]`,
    );
    expect(() => intervalCoverage([0.5], 2)).toThrow("`level` is 2");
    expect(() => intervalCoverage([], 0.5)).toThrow("`pit` is empty");
  });
});
