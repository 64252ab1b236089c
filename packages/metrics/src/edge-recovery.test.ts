import type { MatrixLike } from "@ebm/core/matrix";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../test/arbitraries.js";
import { edgeRecovery } from "./index.js";

/** A symmetric matrix of what stands above its diagonal. */
function symmetric(upper: readonly number[], size: number): MatrixLike {
  const data = new Array<number>(size * size).fill(0);
  let at = 0;
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) data[i * size + j] = data[j * size + i] = upper[at++]!;
  }
  return { data, shape: [size, size] };
}

describe("edgeRecovery", () => {
  const upper = (entry: fc.Arbitrary<number>) => fc.array(entry, { minLength: 10, maxLength: 10 });
  const truth = upper(fc.constantFrom(0, 0.5, -1)).filter(
    (values) => values.includes(0) && values.some((value) => value !== 0),
  );

  test("AUC is the share of pairs of an edge and another that are in order", () => {
    fc.assert(
      fc.property(upper(fc.integer({ min: -3, max: 3 })), truth, (ratings, truth) => {
        const found = edgeRecovery({ learned: symmetric(ratings, 5), actual: symmetric(truth, 5) });
        const terms = ratings.flatMap((a, i) =>
          ratings.flatMap((b, j) => {
            if (truth[i] === 0 || truth[j] !== 0) return [];
            return [(1 + Math.sign(Math.abs(a) - Math.abs(b))) / 2];
          }),
        );
        const expected = terms.reduce((sum, term) => sum + term, 0) / terms.length;
        expect(found.auc).toBeCloseTo(expected, 12);
      }),
    );
  });

  test("F1 counts the edges among as many of the highest rated", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...Array(10).keys()], { minLength: 10 }),
        truth,
        (ranks, truth) => {
          // half of the signs are turned: only sizes count
          const ratings = ranks.map((rank, i) => (i % 2 === 0 ? 1 : -1) * (rank + 1));
          const { f1 } = edgeRecovery({
            learned: symmetric(ratings, 5),
            actual: symmetric(truth, 5),
          });
          const edges = truth.filter((value) => value !== 0).length;
          const hits = truth.filter((value, i) => value !== 0 && ranks[i]! >= 10 - edges).length;
          expect(f1).toBeCloseTo(hits / edges, 12);
        },
      ),
    );
  });

  test("is perfect for the truth and its negative, and chance where all are equal", () => {
    fc.assert(
      fc.property(truth, (truth) => {
        const actual = symmetric(truth, 5);
        const opposite = symmetric(
          truth.map((value) => -value),
          5,
        );
        expect(edgeRecovery({ learned: actual, actual })).toEqual({ auc: 1, f1: 1 });
        expect(edgeRecovery({ learned: opposite, actual })).toEqual({ auc: 1, f1: 1 });
        const flat = edgeRecovery({ learned: symmetric(Array(10).fill(1), 5), actual });
        expect(flat.auc).toBe(0.5);
        expect(flat.f1).toBeCloseTo(truth.filter((value) => value !== 0).length / 10, 12);
      }),
    );
  });

  test("refuses graphs of all edges or none, and other shapes", () => {
    const none = symmetric([0, 0, 0], 3);
    expect(() => edgeRecovery({ learned: none, actual: none })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: edgeRecovery: \`actual\` has 0 edges of 3 pairs, expected some, but not all.]`,
    );
    const actual = symmetric([0, 1, 0, 0, 0, 0], 4);
    expect(() => edgeRecovery({ learned: none, actual })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: edgeRecovery: \`learned\` has shape [3, 3] and \`actual\` [4, 4], expected square matrices of one size.]`,
    );
  });
});
