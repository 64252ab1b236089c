import { describe, expect, test } from "vitest";
import { cosineDecay } from "./cosine-decay.js";
import { linearWarmup } from "./linear-warmup.js";

describe("cosineDecay", () => {
  test("is half a wave from the first rate to the last, where it stays", () => {
    const schedule = cosineDecay({ from: 1, to: 0.2, steps: 10 });
    expect([0, 10, 11, 1e9].map(schedule)).toEqual([1, 0.2, 0.2, 0.2]);
    expect(schedule(5)).toBeCloseTo(0.6, 12);
    expect(schedule(2)).toBeCloseTo(0.2 + 0.4 * (1 + Math.cos(Math.PI / 5)), 12);
  });

  test("ends at zero where nothing else is said", () => {
    expect(cosineDecay({ from: 1, steps: 3 })(3)).toBe(0);
  });

  test.each([0, 1.5, NaN, -1])("refuses %d steps", (steps) => {
    expect(() => cosineDecay({ from: 1, steps })).toThrow(
      `cosineDecay: \`steps\` is ${steps}, expected an integer of at least 1.`,
    );
  });
});

describe("linearWarmup", () => {
  test("rises by equal steps, none of them zero, to a rate", () => {
    const rates = [0, 1, 2, 3, 4, 100].map(linearWarmup({ to: 1, steps: 4 }));
    for (const [i, rate] of [0.2, 0.4, 0.6, 0.8, 1, 1].entries()) {
      expect(rates[i]).toBeCloseTo(rate, 12);
    }
  });

  test("rises to a schedule, which begins where the rise ends", () => {
    const then = cosineDecay({ from: 1, steps: 10 });
    const schedule = linearWarmup({ to: then, steps: 4 });
    expect([4, 5, 14].map(schedule)).toEqual([0, 1, 10].map(then));
    expect(schedule(3)).toBeCloseTo(0.8, 12);
  });

  test("of no steps is what it rises to", () => {
    expect([0, 1].map(linearWarmup({ to: 0.5, steps: 0 }))).toEqual([0.5, 0.5]);
  });

  test("refuses a rate that is none", () => {
    expect(() => linearWarmup({ to: NaN, steps: 4 })).toThrow(
      "linearWarmup: `to` is NaN, expected a finite number from 0.",
    );
  });
});
