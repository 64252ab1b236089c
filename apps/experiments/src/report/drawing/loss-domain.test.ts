import { expect, test } from "vitest";
import { evenlySpaced } from "./evenly-spaced.js";
import { lossDomain } from "./loss-domain.js";
import { quantile, runningMedian } from "./quantile.js";

const noise = Array.from({ length: 301 }, (_, i) => Math.sin(7 * i ** 2));

test("quantile 0, ½ and 1 are least, median and largest", () => {
  const sorted = noise.toSorted((a, b) => a - b);
  expect([0, 0.5, 1].map((share) => quantile(noise, share))).toEqual([
    sorted[0],
    sorted[150],
    sorted[300],
  ]);
  expect(quantile([1, 2], 0.25)).toBe(1.25);
});

test("runningMedian ignores a spike, and what lies outside its window", () => {
  expect(runningMedian([9, 1, 2, 1000, 3, 9], 3, 3)).toBe(3);
  expect(runningMedian([1, 2, 3, 4, 5], 3, 0)).toBe(1.5);
  expect(runningMedian([1, 2, 3, 4, 5], 3, 4)).toBe(4.5);
  expect(runningMedian(noise, 1, 17)).toBe(noise[17]);
});

test("evenlySpaced keeps both ends, and all where they fit", () => {
  expect(evenlySpaced(5, 9)).toEqual([0, 1, 2, 3, 4]);
  expect(evenlySpaced(0, 9)).toEqual([]);
  expect(evenlySpaced(1, 9)).toEqual([0]);
  const kept = evenlySpaced(5001, 2000);
  expect([kept.length, new Set(kept).size, kept[0], kept.at(-1)]).toEqual([2000, 2000, 0, 5000]);
});

test("lossDomain spans the losses, but not a spike", () => {
  const points = noise.map((loss) => ({ loss, median: 0 }));
  const [low, high] = lossDomain(points);
  expect(low).toBeLessThan(quantile(noise, 0));
  expect(high).toBeGreaterThan(quantile(noise, 1));
  expect(lossDomain([...points, { loss: 1e4, median: 0 }])).toEqual([low, high]);
});

test("lossDomain is an interval even of one value", () => {
  expect(lossDomain([{ loss: 3, median: 3 }])).toEqual([2.5, 3.5]);
});
