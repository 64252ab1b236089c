import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pairs, rowsOf } from "../test/arbitraries.js";
import { kendallTau } from "./index.js";

const tau = (predicted: number[], actual: number[]): number =>
  kendallTau({
    predicted: { data: predicted, shape: [1, predicted.length] },
    actual: { data: actual, shape: [1, actual.length] },
  });

const permutation = (k: number) =>
  fc.shuffledSubarray([...Array(k).keys()], { minLength: k, maxLength: k });

describe("kendallTau", () => {
  test("is as computed by hand", () => {
    expect(tau([0, 1, 2, 3], [0, 1, 2, 3])).toBe(1);
    expect(tau([0, 1, 2, 3], [3, 2, 1, 0])).toBe(-1);
    // of 6 pairs, (0, 1) and (2, 3) are turned round
    expect(tau([0, 1, 2, 3], [1, 0, 3, 2])).toBeCloseTo(2 / 6, 12);
    // a mean over rows
    const predicted = { data: [0, 1, 0, 1], shape: [2, 2] } as const;
    expect(kendallTau({ predicted, actual: { data: [0, 1, 1, 0], shape: [2, 2] } })).toBe(0);
  });

  test("a tied pair is neither concordant nor discordant", () => {
    expect(tau([0, 0, 1], [0, 0, 1])).toBeCloseTo(2 / 3, 12);
    expect(tau([1, 1, 1], [0, 1, 2])).toBe(0);
  });

  test("agrees with counting over all ordered pairs, ties and all", () => {
    fc.assert(
      fc.property(pairs(fc.integer({ min: 0, max: 5 }), { minColumns: 2 }), (pair) => {
        const actual = rowsOf(pair.actual);
        const taus = rowsOf(pair.predicted).map((r, row) => {
          const s = actual[row]!;
          const all = r
            .flatMap((_, i) => r.map((_, j) => [i, j] as const))
            .filter(([i, j]) => i !== j);
          const agree = all.filter(
            ([i, j]) => (r[i]! < r[j]! && s[i]! < s[j]!) || (r[i]! > r[j]! && s[i]! > s[j]!),
          );
          const differ = all.filter(
            ([i, j]) => (r[i]! < r[j]! && s[i]! > s[j]!) || (r[i]! > r[j]! && s[i]! < s[j]!),
          );
          return (agree.length - differ.length) / all.length;
        });
        expect(kendallTau(pair)).toBeCloseTo(taus.reduce((a, b) => a + b) / taus.length, 12);
      }),
    );
  });

  test("is 1 − 4·(adjacent swaps that sort one into the other)/k(k−1) on permutations", () => {
    fc.assert(
      fc.property(permutation(7), permutation(7), (r, s) => {
        // s in the order of r, then sorted by bubbles
        const order = [...r.keys()].sort((i, j) => r[i]! - r[j]!).map((label) => s[label]!);
        let swaps = 0;
        for (let end = order.length; end > 1; end--) {
          for (let i = 1; i < end; i++) {
            if (order[i - 1]! < order[i]!) continue;
            order.splice(i - 1, 2, order[i]!, order[i - 1]!);
            swaps++;
          }
        }
        expect(tau(r, s)).toBeCloseTo(1 - (4 * swaps) / (7 * 6), 12);
      }),
    );
  });

  test("refuses a single label, and what is no number", () => {
    expect(() => tau([0], [0])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: kendallTau: \`actual\` ranks 1 label, expected 2 or more.]`,
    );
    expect(() => tau([0, 1], [0, Number.NaN])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: kendallTau: \`actual\` has NaN at [0, 1], expected a finite number.]`,
    );
  });
});
