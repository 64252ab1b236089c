import { describe, expect, test } from "vitest";
import { checkCount, checkNonNegative, checkOneOf, checkPositive, checkShare } from "./check.js";

describe("checks of numbers", () => {
  test.each<[check: (x: number) => void, passes: number[], refused: number[], message: string]>([
    [
      (n) => checkCount("f", { n }),
      [1, 2 ** 40],
      [0, 1.5, NaN, Infinity],
      "an integer of at least 1",
    ],
    [(n) => checkCount("f", { n }, { least: 2 }), [2], [1], "an integer of at least 2"],
    [
      (n) => checkCount("f", { n }, { least: 0, most: 3 }),
      [0, 3],
      [-1, 4],
      "an integer from 0 to 3",
    ],
    [(n) => checkPositive("f", { n }), [1e-30], [0, NaN, Infinity], "a positive number"],
    [(n) => checkNonNegative("f", { n }), [0], [-1, Infinity], "a number of at least 0"],
    [(n) => checkShare("f", { n }), [0, 1], [-0.1, 1.1, NaN], "a number from 0 to 1"],
    [(n) => checkShare("f", { n }, { open: true }), [0.5], [0, 1, NaN], "a number between 0 and 1"],
  ])("%#", (check, passes, refused, message) => {
    for (const x of passes) expect(() => check(x)).not.toThrow();
    for (const x of refused) {
      expect(() => check(x)).toThrow(`f: \`n\` is ${x}, expected ${message}.`);
    }
  });

  test("refuse text, and name the first that is wrong", () => {
    expect(() => checkPositive("f", { a: 1, b: "1" as never, c: 0 })).toThrow("f: `b` is 1");
  });
});

test("checkOneOf", () => {
  checkOneOf("f", { kernel: "tv" }, ["emd", "tv", "l2"]);
  expect(() => checkOneOf("f", { kernel: "l1" }, ["emd", "tv", "l2"])).toThrow(
    'f: `kernel` is l1, expected "emd", "tv" or "l2".',
  );
});
