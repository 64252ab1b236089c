import { expect, test } from "vitest";
import { formatError, formatNumber, formatSeconds, formatSigned } from "./format.js";

test.each([
  [65.0449, 2, "65.04"],
  [-1234.5, 1, "−1,234.5"],
  [5000, 0, "5,000"],
  [0.00012345, undefined, "0.0001235"],
  [Number.NaN, 2, "not finite"],
  [Number.POSITIVE_INFINITY, undefined, "not finite"],
  [null, 2, "not finite"],
])("formatNumber(%s, %s) is %s", (value, decimals, text) => {
  expect(formatNumber(value, decimals)).toBe(text);
});

test("formatSigned always has a sign", () => {
  expect([0.314, -0.314, 0].map((x) => formatSigned(x, 2))).toEqual(["+0.31", "−0.31", "+0.00"]);
});

test("formatError writes tolerances as people do", () => {
  expect([3.61e-7, 0, null].map(formatError)).toEqual(["3.6e-7", "0", "not finite"]);
});

test("formatSeconds picks its unit", () => {
  expect([0.4213, 59.96, 185, 4331].map(formatSeconds)).toEqual([
    "0.421 s",
    "60.0 s",
    "3 min 5 s",
    "1 h 12 min",
  ]);
});
