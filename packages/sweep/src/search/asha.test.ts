import fc from "fast-check";
import { expect, test } from "vitest";
import { promotions, type RungPoint, rungs } from "./asha.js";

test("rungs grow by a factor, and end at the largest amount", () => {
  expect(rungs({ min: 100, max: 2700 })).toEqual([100, 300, 900, 2700]);
  expect(rungs({ min: 10, max: 100, eta: 4 })).toEqual([10, 40, 100]);
  expect(rungs({ min: 5, max: 5 })).toEqual([5]);
  expect(() => rungs({ min: 5, max: 4 })).toThrow(
    "`min` is 5 and `max` 4, expected 0 < min ≤ max.",
  );
});

test("the best third is promoted once, and training that diverged never", () => {
  const ended = (point: number, cost: number): RungPoint => ({ point, rung: 0, cost });
  const points = [ended(0, 5), ended(1, 1), ended(2, Number.NaN)];
  expect(promotions(points, { count: 2 })).toEqual([{ point: 1, rung: 1 }]);
  const running = [...points, { point: 1, rung: 1, cost: undefined }];
  expect(promotions(running, { count: 2 })).toEqual([]);
  expect(
    promotions([ended(0, Number.NaN), ended(1, Number.NaN), ended(2, Number.NaN)], { count: 2 }),
  ).toEqual([]);
  expect(promotions([ended(0, 1), ended(1, 2)], { count: 2 }), "too few to compare").toEqual([]);
  expect(promotions(points, { count: 1 }), "there is no next rung").toEqual([]);
});

test("in any order of results, the same points end at the top if costs do not change with rungs", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...Array(27).keys()], { minLength: 27 }), (order) => {
      const points: RungPoint[] = [];
      for (const point of order) {
        points.push({ point, rung: 0, cost: point });
        for (let isMore = true; isMore; ) {
          const next = promotions(points, { count: 4 });
          for (const promoted of next) points.push({ ...promoted, cost: promoted.point });
          isMore = next.length > 0;
        }
      }
      for (const [rung, size] of [9, 3, 1].entries()) {
        const at = points.filter((it) => it.rung === rung + 1).map(({ point }) => point);
        expect(new Set(at).size, "once").toBe(at.length);
        for (let best = 0; best < size; best++) expect(at).toContain(best);
      }
    }),
    { numRuns: 30 },
  );
});
