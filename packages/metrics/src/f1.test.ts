import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnsOf, pairs, rowsOf } from "../test/arbitraries.js";
import { f1Macro, f1Micro, f1Samples } from "./index.js";

const binary = pairs(fc.constantFrom(0, 1));

/** The harmonic mean of precision and recall, of sets. */
function f1OfSets(predicted: readonly number[], actual: readonly number[]): number {
  const members = (v: readonly number[]) => new Set(v.flatMap((on, i) => (on ? [i] : [])));
  const [p, a] = [members(predicted), members(actual)];
  const both = [...p].filter((i) => a.has(i)).length;
  if (both === 0) return 0;
  const [precision, recall] = [both / p.size, both / a.size];
  return (2 * precision * recall) / (precision + recall);
}

const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

// the second row has no labels and gets none; the third label is neither present nor predicted
const example = {
  predicted: { data: [1, 1, 0, 0, 0, 0, 1, 0, 0], shape: [3, 3] },
  actual: { data: [1, 0, 0, 0, 0, 0, 1, 1, 0], shape: [3, 3] },
} as const;

describe("F1", () => {
  test("is as computed by hand", () => {
    expect(f1Micro(example)).toBeCloseTo(4 / 6, 12); // TP 2, FP 1, FN 1
    expect(f1Samples(example)).toBeCloseTo((2 / 3 + 0 + 2 / 3) / 3, 12);
    expect(f1Macro(example)).toBeCloseTo((1 + 0 + 0) / 3, 12);
  });

  test("agrees with sets of pairs, of labels and of rows", () => {
    fc.assert(
      fc.property(binary, (pair) => {
        const { predicted, actual } = pair;
        expect(f1Micro(pair)).toBeCloseTo(
          f1OfSets(Array.from(predicted.data), Array.from(actual.data)),
          12,
        );
        const [samples, labels] = [rowsOf, columnsOf].map((axis) =>
          mean(axis(predicted).map((p, i) => f1OfSets(p, axis(actual)[i]!))),
        );
        expect(f1Samples(pair)).toBeCloseTo(samples!, 12);
        expect(f1Macro(pair)).toBeCloseTo(labels!, 12);
      }),
    );
  });

  test.each([f1Micro, f1Samples, f1Macro])("$name does not change when the two swap", (f1) => {
    fc.assert(
      fc.property(binary, ({ predicted, actual }) => {
        expect(f1({ predicted: actual, actual: predicted })).toBe(f1({ predicted, actual }));
      }),
    );
  });

  test.each([f1Micro, f1Samples, f1Macro])("$name of nothing predicted is 0", (f1) => {
    const none = { data: new Float32Array(9), shape: [3, 3] } as const;
    expect(f1({ predicted: none, actual: example.actual })).toBe(0);
    expect(f1({ predicted: none, actual: none })).toBe(0);
  });

  test("refuses what is no indicator", () => {
    const scores = { data: [0, 0.5], shape: [1, 2] } as const;
    const actual = { data: [0, 1], shape: [1, 2] } as const;
    expect(() => f1Micro({ predicted: scores, actual })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: f1Micro: \`predicted\` has 0.5 at [0, 1], expected 0 or 1.]`,
    );
    expect(() =>
      f1Macro({ predicted: example.predicted, actual }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: f1Macro: \`predicted\` has shape [3, 3], expected [1, 2] as \`actual\`.]`,
    );
    expect(() =>
      f1Samples({ predicted: { data: [0], shape: [1, 2] }, actual }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: f1Samples: \`predicted.data\` has 1 entries, expected 1 · 2.]`,
    );
    const empty = { data: [], shape: [0, 2] } as const;
    expect(() => f1Samples({ predicted: empty, actual: empty })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: f1Samples: \`actual\` has shape [0, 2], expected at least one row and column.]`,
    );
  });
});
