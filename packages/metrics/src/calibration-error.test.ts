import { key, uniform } from "@ebm/core/random";
import { expect, test } from "vitest";
import { brierScore } from "./brier-score.js";
import { calibrationError } from "./calibration-error.js";

test("certain and right predictions have no error, and certain and wrong ones have 1", () => {
  const right = { probabilities: [1, 0, 1], outcomes: [1, 0, 1] };
  expect([brierScore(right), calibrationError(right)]).toEqual([0, 0]);
  const wrong = { probabilities: [1, 0], outcomes: [0, 1] };
  expect([brierScore(wrong), calibrationError(wrong)]).toEqual([1, 1]);
});

test("bins hide errors that cancel, and narrower ones show them", () => {
  const predictions = { probabilities: [0.5, 0.59, 0.2], outcomes: [0, 1, 0] };
  expect(brierScore(predictions)).toBeCloseTo((0.25 + 0.41 ** 2 + 0.04) / 3, 12);
  expect(calibrationError(predictions)).toBeCloseTo((0.09 + 0.2) / 3, 12);
  expect(calibrationError(predictions, 100)).toBeCloseTo((0.5 + 0.41 + 0.2) / 3, 12);
});

test("calibrated predictions have the Brier score p(1 − p), and a small error", () => {
  const u = uniform(key(1), 40_000);
  const probabilities = u.subarray(0, 20_000);
  const outcomes = u.subarray(20_000).map((value, i) => Number(value < probabilities[i]!));
  expect(brierScore({ probabilities, outcomes })).toBeCloseTo(1 / 6, 2);
  expect(calibrationError({ probabilities, outcomes })).toBeLessThan(0.015);
});

test("says what is wrong", () => {
  const score = (probabilities: number[], outcomes: number[]) => () =>
    brierScore({ probabilities, outcomes });
  expect(score([], [])).toThrow("`outcomes` has 0 entries, expected 1");
  expect(score([1.5], [1])).toThrow("`probabilities`[0] is 1.5, expected one from 0 to 1.");
  expect(score([0.5], [2])).toThrow("`outcomes`[0] is 2, expected 0 or 1.");
  expect(() => calibrationError({ probabilities: [1], outcomes: [1] }, 0)).toThrow("`bins` is 0");
});
