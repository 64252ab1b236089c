import { expect, test } from "vitest";
import { calibration } from "./calibration.js";

test("bins hold like probabilities, and how often they came true", () => {
  const logit = (p: number): number => Math.log(p / (1 - p));
  const bins = calibration([logit(0.12), logit(0.18), logit(0.97), 800], [0, 1, 1, 1]);
  expect(bins).toEqual([
    { predicted: expect.closeTo(0.15, 6), observed: 0.5, count: 2 },
    { predicted: expect.closeTo(0.985, 6), observed: 1, count: 2 },
  ]);
});
