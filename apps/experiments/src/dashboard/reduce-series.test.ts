import fc from "fast-check";
import { expect, test } from "vitest";
import { reduceSeries } from "./reduce-series.js";

const series = fc
  .array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 500 })
  .map((values) => ({ steps: values.map((_, i) => i + 1), values }));

test("keeps true points, both ends and both extremes, in order", () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 1, max: 40 }), (all, pixels) => {
      const reduced = reduceSeries(all, { from: -Infinity, to: Infinity, pixels });
      expect(reduced.steps.length).toBeLessThanOrEqual(4 * pixels);
      expect(reduced.values).toEqual(reduced.steps.map((step) => all.values[step - 1]));
      expect(reduced.steps).toEqual([...new Set(reduced.steps)].sort((a, b) => a - b));
      expect([reduced.steps[0], reduced.steps.at(-1)]).toEqual([1, all.steps.length]);
      expect(Math.min(...reduced.values)).toBe(Math.min(...all.values));
      expect(Math.max(...reduced.values)).toBe(Math.max(...all.values));
    }),
  );
});

test("keeps one point on either side of a range", () => {
  const steps = Array.from({ length: 100 }, (_, i) => i);
  const reduced = reduceSeries({ steps, values: steps }, { from: 10.5, to: 20, pixels: 100 });
  expect(reduced.steps).toEqual(steps.slice(10, 22));
});
