import { describe, expect, test } from "vitest";
import { largestError } from "./largest-error.js";

describe("largestError", () => {
  test("is relative to the reference where that is above the scale", () => {
    expect(largestError([101, 2], [100, 2], 1)).toEqual({ absolute: 1, relative: 0.01 });
  });

  test("is relative to the scale where the reference is below it", () => {
    expect(largestError([0.5, 10], [0, 10], 10)).toEqual({ absolute: 0.5, relative: 0.05 });
  });

  test("is zero where all is equal, zeros and infinities too", () => {
    expect(largestError([0, -Infinity], [-0, -Infinity], 0)).toEqual({ absolute: 0, relative: 0 });
  });

  test.each([
    [NaN, 1],
    [1, NaN],
    [NaN, NaN],
    [1, Infinity],
    [-Infinity, Infinity],
  ])("is infinite at %d for %d", (a, r) => {
    expect(largestError([0, a], [0, r], 1)).toEqual({ absolute: Infinity, relative: Infinity });
  });
});
