import fc from "fast-check";
import { expect, test } from "vitest";
import { axisScale } from "./axis-scale.js";
import { formatAge, formatNumber, formatSetting, settingName } from "./format.js";
import { logTicks, niceTicks } from "./nice-ticks.js";

test("ticks are within the range, evenly apart and not many", () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(number, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (from, width) => {
      const ticks = niceTicks(from, from + width, 5);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThan(8);
      for (const tick of ticks) {
        expect(tick).toBeGreaterThanOrEqual(from - 1e-6 * width);
        expect(tick).toBeLessThanOrEqual(from + width * (1 + 1e-6));
      }
    }),
  );
  expect(niceTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(logTicks(0.5, 2000)).toEqual([1, 10, 100, 1000]);
});

test.each([
  [0, "0"],
  [-1234.5678, "−1,235"],
  [0.00012, "1.2e−4"],
  [1e9, "1e9"],
  [Number.NaN, "not finite"],
  [undefined, "–"],
])("%d is written as %s", (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test("settings and ages are in words", () => {
  expect(settingName("logPartitionHidden")).toBe("Log partition hidden");
  expect(formatSetting([256, 128])).toBe("256, 128");
  expect([formatAge(0, 500), formatAge(0, 150_000)]).toEqual(["0 s ago", "2 min ago"]);
});

test("numbers have their place by size, and words by their order", () => {
  const numbers = axisScale([1, 3, undefined, 2]);
  expect([1, 2, 3].map((value) => numbers.place(value))).toEqual([0, 0.5, 1]);
  expect(numbers.place(undefined)).toBeUndefined();
  const words = axisScale(["unary", "pairwise"]);
  expect(["pairwise", "unary", "other"].map((word) => words.place(word))).toEqual([
    0,
    1,
    undefined,
  ]);
});
