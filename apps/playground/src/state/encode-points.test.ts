import { expect, test } from "vitest";
import { decodePoints, encodePoints } from "./encode-points.js";

test("points come back from letters of a URL within 0.0015", () => {
  const points = [0, -6, 6, 1.234, -0.777, 99];
  const text = encodePoints(points);
  expect(encodeURIComponent(text)).toBe(text);
  const back = decodePoints(text);
  for (const [i, value] of points.entries()) {
    expect(Math.abs(back[i]! - Math.min(6, value))).toBeLessThan(0.0015);
  }
});

test("other texts have no points", () => {
  expect(decodePoints("abc")).toHaveLength(0);
  expect(decodePoints("ab%d")).toHaveLength(0);
});
