import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../test/arbitraries.js";
import {
  binaryStates,
  enumeratedLikelihood,
  histogram,
  stateCounts,
  totalVariation,
} from "./index.js";

describe("binaryStates", () => {
  test("lists all rows, entry i of a row being bit i of its index", () => {
    const { data, shape } = binaryStates(2);
    expect([[...data], shape]).toEqual([
      [0, 0, 1, 0, 0, 1, 1, 1],
      [4, 2],
    ]);
    expect(stateCounts(binaryStates(7))).toEqual(new Float64Array(128).fill(1));
    expect(binaryStates(16).shape).toEqual([65536, 16]);
    expect(() => binaryStates(25)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: binaryStates: \`dim\` is 25, expected an integer from 1 to 24.]`,
    );
  });
});

describe("enumeratedLikelihood", () => {
  const energies = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), {
    minLength: 8,
    maxLength: 8,
  });
  const rows = fc
    .array(fc.constantFrom(0, 1), { minLength: 15, maxLength: 15 })
    .map((data) => ({ data, shape: [5, 3] }) as const);

  test("is the mean over rows of E + log Σ exp(−E)", () => {
    fc.assert(
      fc.property(energies, rows, (energies, rows) => {
        const found = enumeratedLikelihood({ energies, rows });
        const total = energies.reduce((sum, energy) => sum + Math.exp(-energy), 0);
        const states = [0, 1, 2, 3, 4].map(
          (i) => rows.data[3 * i]! + 2 * rows.data[3 * i + 1]! + 4 * rows.data[3 * i + 2]!,
        );
        const mean = states.reduce((sum, state) => sum + energies[state]! / 5, 0);
        expect(found.logPartition).toBeCloseTo(Math.log(total), 9);
        expect(found.negativeLogLikelihood).toBeCloseTo(mean + Math.log(total), 9);
        expect(found.probabilities[3]).toBeCloseTo(Math.exp(-energies[3]!) / total, 9);
      }),
    );
  });

  test("is the entropy where p is the distribution of the rows, and more for any other", () => {
    fc.assert(
      fc.property(energies, rows, (energies, rows) => {
        const counts = stateCounts(rows);
        const own = Float64Array.from(counts, (count) => -Math.log(Math.max(count, 1e-300) / 5));
        const entropy = counts.reduce(
          (sum, count) => sum - (count && (count / 5) * Math.log(count / 5)),
          0,
        );
        const best = enumeratedLikelihood({ energies: own, rows }).negativeLogLikelihood;
        expect(best).toBeCloseTo(entropy, 9);
        const other = enumeratedLikelihood({ energies, rows }).negativeLogLikelihood;
        expect(other).toBeGreaterThan(best - 1e-9);
      }),
    );
  });

  test("is finite at energies of ±1e4, and at infinite energies of states without rows", () => {
    const rows = { data: [0, 1], shape: [2, 1] } as const;
    expect(enumeratedLikelihood({ energies: [1e4, -1e4], rows }).negativeLogLikelihood).toBe(1e4);
    const seen = { data: [1], shape: [1, 1] } as const;
    const { negativeLogLikelihood, logPartition } = enumeratedLikelihood({
      energies: [Number.POSITIVE_INFINITY, 3],
      rows: seen,
    });
    expect([negativeLogLikelihood, logPartition]).toEqual([0, -3]);
    expect(() => enumeratedLikelihood({ energies: [0], rows })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: enumeratedLikelihood: \`energies\` has 1 values, expected 2, one for each state of 1 bits.]`,
    );
    expect(() =>
      enumeratedLikelihood({ energies: [0, Number.NaN], rows }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: enumeratedLikelihood: \`energies\` has a minimum of NaN, expected a finite number.]`,
    );
  });
});

describe("totalVariation", () => {
  const cells = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 })
    .filter((cells) => cells.some((cell) => cell > 0));

  test("is the largest difference of the probabilities of an event", () => {
    fc.assert(
      fc.property(cells, cells, (p, q) => {
        const [n, m] = [p, q].map((cells) => cells.reduce((a, b) => a + b, 0));
        const events = Array.from({ length: 16 }, (_, event) =>
          p.reduce((sum, _, i) => sum + ((event >> i) & 1) * (p[i]! / n! - q[i]! / m!), 0),
        );
        expect(totalVariation({ p, q })).toBeCloseTo(Math.max(...events), 12);
      }),
    );
  });

  test("is 0 of multiples, and 1 of what shares no cell", () => {
    expect(totalVariation({ p: [1, 2], q: [2, 4] })).toBe(0);
    expect(totalVariation({ p: [1, 0], q: [0, 4] })).toBe(1);
    expect(() => totalVariation({ p: [0, 0], q: [1, 0] })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: totalVariation: \`p\` sums to 0, expected more than 0.]`,
    );
    expect(() => totalVariation({ p: [1], q: [1, 0] })).toThrow("1 cells and `q` 2");
    expect(() => totalVariation({ p: [1, -1], q: [1, 0] })).toThrow("`p` has -1 at 1");
  });
});

describe("histogram", () => {
  test("counts points cell by cell, those beyond in the outermost", () => {
    const points = { data: [0, 0, 0.9, 0, 0.6, 0.4, -7, 7], shape: [4, 2] } as const;
    expect([...histogram(points, { low: 0, high: 1, bins: 2 })]).toEqual([1, 1, 2, 0]);
    expect(() => histogram(points, { low: 1, high: 0, bins: 2 })).toThrow("expected a positive");
    const box = { low: [0, 0], high: [1, 1], bins: 2 } as unknown;
    expect(() => histogram(points, box as Parameters<typeof histogram>[1])).toThrow("`low` 0,0");
    const lost = { data: [Number.NaN], shape: [1, 1] } as const;
    expect(() => histogram(lost, { low: 0, high: 1, bins: 2 })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: histogram: \`points\` has NaN at [0, 0], expected a number.]`,
    );
  });
});
