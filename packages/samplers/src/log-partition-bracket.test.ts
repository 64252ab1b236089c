import { key, normal } from "@ebm/core";
import { describe, expect, test } from "vitest";
import { logPartitionBracket } from "./index.js";

describe("logPartitionBracket", () => {
  test("is a mean of weights in float64, and its reciprocal", () => {
    const bracket = logPartitionBracket(
      {
        forward: [Math.log(1), Math.log(3)],
        reverse: [Math.log(0.5), Math.log(0.5)],
        logPartition: 7,
      },
      { confidence: 0.9 },
    );
    expect(bracket.forward).toBeCloseTo(7 + Math.log(2), 12);
    expect(bracket.reverse).toBeCloseTo(7 + Math.log(2), 12);
    expect(bracket.forwardSampleSize).toBeCloseTo(16 / 10, 12);
    expect(bracket.reverseSampleSize).toBeCloseTo(2, 12);
    expect(bracket.lower).toBeCloseTo(7 + Math.log(2) - Math.log(20), 12);
    expect(bracket.upper).toBeCloseTo(7 + Math.log(2) + Math.log(20), 12);
  });

  test("holds log Z as often as it says, however heavy the weights", () => {
    // log-normal weights of mean 1, in both directions
    const spread = 3;
    let [held, low, high] = [0, 0, 0];
    for (let run = 0; run < 500; run++) {
      const weights = (seed: number) =>
        normal(key(seed), 4).map((z) => spread * z - spread ** 2 / 2);
      const inputs = { forward: weights(2 * run), reverse: weights(2 * run + 1), logPartition: 0 };
      const bracket = logPartitionBracket(inputs, { confidence: 0.5 });
      if (bracket.lower <= 0 && bracket.upper >= 0) held++;
      low += bracket.forward / 500;
      high += bracket.reverse / 500;
    }
    expect(held / 500).toBeGreaterThan(0.5);
    expect(low).toBeLessThan(-0.5);
    expect(high).toBeGreaterThan(0.5);
  });

  test("is finite at log-weights of ±1e4", () => {
    const inputs = { forward: [1e4, -1e4], reverse: [-1e4, -1e4], logPartition: 0 };
    const { forward, reverse } = logPartitionBracket(inputs);
    expect(forward).toBeCloseTo(1e4 - Math.log(2), 9);
    expect(reverse).toBeCloseTo(1e4, 9);
  });

  test("names what it cannot use", () => {
    const inputs = { forward: [0], reverse: [0], logPartition: 0 };
    expect(() =>
      logPartitionBracket({ ...inputs, forward: [] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: logPartitionBracket: \`forward\` has no entries, expected finite numbers.]`,
    );
    expect(() =>
      logPartitionBracket({ ...inputs, reverse: [0, Number.NaN] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: logPartitionBracket: \`reverse\` has NaN at 1, expected finite numbers.]`,
    );
    expect(() => logPartitionBracket({ ...inputs, logPartition: Number.NaN })).toThrow(
      "logPartitionBracket: `logPartition` is NaN, expected a finite number.",
    );
    expect(() => logPartitionBracket(inputs, { confidence: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: logPartitionBracket: \`confidence\` is 1, expected a number between 0 and 1.]`,
    );
  });
});
