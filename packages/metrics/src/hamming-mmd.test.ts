import type { MatrixLike } from "@ebm/core/matrix";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rowsOf } from "../test/arbitraries.js";
import { type BitSamples, exponentialHammingMmd, linearHammingMmd } from "./index.js";

const bits = (rows: number, columns: number): fc.Arbitrary<MatrixLike> =>
  fc
    .array(fc.constantFrom(0, 1), { minLength: rows * columns, maxLength: rows * columns })
    .map((data) => ({ data, shape: [rows, columns] }));

/** Sets of 2 to 6 rows of 1 to 70 bits. */
const samples: fc.Arbitrary<BitSamples> = fc
  .tuple(
    fc.integer({ min: 2, max: 6 }),
    fc.integer({ min: 2, max: 6 }),
    fc.integer({ min: 1, max: 70 }),
  )
  .chain(([n, m, dim]) => fc.record({ samples: bits(n, dim), reference: bits(m, dim) }));

const hamming = (a: readonly number[], b: readonly number[]): number =>
  a.filter((bit, i) => bit !== b[i]).length;

/** As the definition has it, pair by pair. */
function bruteForce(
  { samples, reference }: BitSamples,
  kernel: (distance: number, dim: number) => number,
  unbiased: boolean,
): number {
  const [x, y] = [rowsOf(samples), rowsOf(reference)];
  const mean = (a: number[][], b: number[][], skip: boolean): number => {
    const terms = a.flatMap((p, i) =>
      b.flatMap((q, j) => (skip && i === j ? [] : [kernel(hamming(p, q), p.length)])),
    );
    return terms.reduce((sum, term) => sum + term, 0) / terms.length;
  };
  return mean(x, x, unbiased) + mean(y, y, unbiased) - 2 * mean(x, y, false);
}

describe("linearHammingMmd", () => {
  test("is the discrepancy of d − Hamming, pair by pair", () => {
    fc.assert(
      fc.property(samples, (pair) => {
        const expected = bruteForce(pair, (distance, dim) => dim - distance, true);
        expect(linearHammingMmd(pair)).toBeCloseTo(expected, 10);
      }),
    );
  });

  test("does not see how bits hang together", () => {
    const samples = { data: [0, 0, 1, 1, 0, 0, 1, 1], shape: [4, 2] } as const;
    const reference = { data: [0, 1, 1, 0, 0, 1, 1, 0], shape: [4, 2] } as const;
    const same = linearHammingMmd({ samples, reference: samples });
    expect(linearHammingMmd({ samples, reference })).toBeCloseTo(same, 12);
    expect(exponentialHammingMmd({ samples, reference })).toBeGreaterThan(
      exponentialHammingMmd({ samples, reference: samples }),
    );
  });
});

describe("exponentialHammingMmd", () => {
  test.each(["unbiased", "biased"] as const)("is its kernel's discrepancy, %s", (estimator) => {
    fc.assert(
      fc.property(samples, fc.constantFrom(0.01, 0.1, 2), (pair, bandwidth) => {
        const kernel = (distance: number) => Math.exp(-bandwidth * distance);
        const expected = bruteForce(pair, kernel, estimator === "unbiased");
        expect(exponentialHammingMmd(pair, { bandwidth, estimator })).toBeCloseTo(expected, 10);
      }),
    );
  });

  test("biased, is 0 of the same rows and never negative", () => {
    fc.assert(
      fc.property(samples, (pair) => {
        const biased = { estimator: "biased" } as const;
        const { samples } = pair;
        expect(exponentialHammingMmd(pair, biased)).toBeGreaterThan(-1e-12);
        const same = exponentialHammingMmd({ samples, reference: samples }, biased);
        expect(Math.abs(same)).toBeLessThan(1e-12);
      }),
    );
  });
});

test("refuses what are no bits, other columns, and single rows", () => {
  const row = { data: [0, 1], shape: [1, 2] } as const;
  const rows = { data: [0, 1, 1, 0.5], shape: [2, 2] } as const;
  expect(() =>
    linearHammingMmd({ samples: row, reference: row }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: linearHammingMmd: \`samples\` has shape [1, 2] and \`reference\` [1, 2], expected the same number of columns, and at least 2 rows.]`,
  );
  expect(() =>
    linearHammingMmd({ samples: row, reference: rows }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: linearHammingMmd: \`reference\` has 0.5 at [1, 1], expected 0 or 1.]`,
  );
  const narrow = { data: [0, 1], shape: [2, 1] } as const;
  expect(() => exponentialHammingMmd({ samples: row, reference: narrow })).toThrow(
    "the same number of columns",
  );
  const estimator = "V" as "biased";
  expect(() =>
    exponentialHammingMmd({ samples: row, reference: row }, { estimator }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: exponentialHammingMmd: \`estimator\` is V, expected "unbiased" or "biased".]`,
  );
  expect(exponentialHammingMmd({ samples: row, reference: row }, { estimator: "biased" })).toBe(0);
});
