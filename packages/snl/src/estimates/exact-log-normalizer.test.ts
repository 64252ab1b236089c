import { describe, expect, test } from "vitest";
import { exactLogNormalizer, type GridPoints } from "./exact-log-normalizer.js";

const rowwise =
  (energy: (...x: number[]) => number) =>
  ({ data, shape: [rows, dim] }: GridPoints): Float64Array =>
    Float64Array.from({ length: rows }, (_, i) => energy(...data.subarray(i * dim, (i + 1) * dim)));

describe("exactLogNormalizer", () => {
  test("is ½ log 2π of a Gaussian, in one dimension and twice that in two", async () => {
    const one = await exactLogNormalizer(
      rowwise((x) => (x * x) / 2),
      { low: [-9], high: [9] },
    );
    expect(Math.abs(one.logNormalizer - Math.log(2 * Math.PI) / 2)).toBeLessThan(1e-6);
    const two = await exactLogNormalizer(
      rowwise((x, y) => (x * x) / 2 + (y - 1) ** 2 / 2),
      { low: [-9, -8], high: [9, 10] },
      { points: 181 },
    );
    expect(Math.abs(two.logNormalizer - Math.log(2 * Math.PI))).toBeLessThan(1e-6);
    expect(two.error).toBeLessThan(1e-6);
    expect(two.edgeShare).toBeLessThan(1e-12);
  });

  test("is exact of a polynomial cut at the edges, and says that it is cut", async () => {
    const { logNormalizer, edgeShare, error } = await exactLogNormalizer(
      rowwise((x, y) => -Math.log((1 + x ** 2) * (2 + y))),
      { low: [0, 0], high: [1, 2] },
      { points: 11 },
    );
    expect(logNormalizer).toBeCloseTo(Math.log((4 / 3) * 6), 6);
    expect(edgeShare).toBeGreaterThan(0.1);
    expect(error).toBeGreaterThan(1e-4);
    expect(error).toBeLessThan(1e-2);
  });

  test("does not depend on the size of the chunks, and always asks for as many", async () => {
    const asked: number[] = [];
    const energy = (points: GridPoints): Float64Array => {
      asked.push(points.shape[0]);
      return rowwise((x, y) => Math.sin(3 * x) + y ** 2)(points);
    };
    const box = { low: [-2, -3], high: [2, 3] };
    const whole = await exactLogNormalizer(energy, box, { points: 21, chunk: 1000 });
    const parts = await exactLogNormalizer(energy, box, { points: 21, chunk: 100 });
    expect(parts.logNormalizer).toBeCloseTo(whole.logNormalizer, 12);
    expect(asked).toEqual([441, 100, 100, 100, 100, 100]);
  });

  test("waits for an energy that takes its time, and shifts with it by ±1e4", async () => {
    for (const shift of [1e4, -1e4]) {
      const { logNormalizer } = await exactLogNormalizer(
        async (points) => rowwise((x) => x * x * Math.PI + shift)(points),
        { low: [-6], high: [6] },
      );
      expect(logNormalizer).toBeCloseTo(-shift, 6);
    }
  });

  test("refuses an even number of nodes, and energies for other points", async () => {
    const box = { low: [0], high: [1] };
    const zero = rowwise(() => 0);
    await expect(
      exactLogNormalizer(zero, box, { points: 10 }),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[EbmError: exactLogNormalizer: \`points\` is 10, expected an odd one from 3.]`,
    );
    await expect(exactLogNormalizer(() => [0], box)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[EbmError: exactLogNormalizer: \`energy\` returned 1 numbers, expected 401.]`,
    );
  });
});
