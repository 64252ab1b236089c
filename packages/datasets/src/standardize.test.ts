import { key, normal } from "@ebm/core/random";
import { expectClose } from "@ebm/testing";
import { describe, expect, test } from "vitest";
import { columnStatistics, type Matrix, standardize } from "./index.js";

const matrix = (rows: readonly (readonly number[])[]): Matrix => ({
  data: Float32Array.from(rows.flat()),
  shape: [rows.length, rows[0]!.length],
});

describe("standardize", () => {
  test("is as computed by hand", () => {
    const statistics = columnStatistics(
      matrix([
        [1, 10],
        [3, 30],
      ]),
    );
    expect(statistics).toEqual({ mean: Float32Array.of(2, 20), std: Float32Array.of(1, 10) });
    expect(
      standardize(
        matrix([
          [2, 0],
          [5, 25],
        ]),
        statistics,
      ).data,
    ).toEqual(Float32Array.of(0, -2, 3, 0.5));
  });

  test("gives columns of mean 0 and variance 1, whatever their scale", () => {
    const scales = [1e-20, 1, 1e6, 1e15];
    const data = normal(key(1), 400).map((z, i) => scales[i % 4]! * (z + 3));
    const x: Matrix = { data, shape: [100, 4] };
    const { mean, std } = columnStatistics(standardize(x, columnStatistics(x)));
    expectClose(mean, [0, 0, 0, 0], { atol: 1e-5 });
    expectClose(std, [1, 1, 1, 1], { rtol: 1e-5 });
  });

  test("does not blow up columns that hardly vary", () => {
    const x = matrix([
      [0.1, 0, 1e6],
      [0.1, 0, 1e6 + 0.25],
      [0.1, 0, 1e6],
    ]);
    const statistics = columnStatistics(x);
    expect(statistics.std).toEqual(Float32Array.of(1, 1, 1));
    expect(standardize(x, statistics).data.every((z) => Math.abs(z) < 0.5)).toBe(true);
  });

  test("puts the mean in the place of missing values", () => {
    const x = matrix([[1], [Number.NaN], [3]]);
    const statistics = columnStatistics(x);
    expect(statistics).toEqual({ mean: Float32Array.of(2), std: Float32Array.of(1) });
    expect(standardize(x, statistics).data).toEqual(Float32Array.of(-1, 0, 1));
    expect(() => columnStatistics(matrix([[1, Number.NaN]]))).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: columnStatistics: column 1 has no values, expected at least one.]`,
    );
  });

  test("refuses statistics of other columns", () => {
    const statistics = columnStatistics(matrix([[1, 2]]));
    expect(() => standardize(matrix([[1]]), statistics)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: standardize: \`mean\` is of 2 columns, expected 1.]`,
    );
  });
});
