import { expectClose } from "@ebm/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logPartitionCalibration, rootMeanSquaredError } from "./index.js";

fc.configureGlobal({ seed: 1 });

const finite = fc.double({ min: -20, max: 20, noNaN: true });
const paired = fc.array(fc.tuple(finite, finite), { minLength: 2, maxLength: 20 });

describe("logPartitionCalibration", () => {
  test("is as computed by hand", () => {
    const { rmse, bias, correlation, gap } = logPartitionCalibration({
      learned: [1, 2, 3],
      exact: [0, 2, 5],
    });
    expect(rmse).toBeCloseTo(Math.sqrt(5 / 3), 12);
    expect(bias).toBeCloseTo(-1 / 3, 12);
    expect(correlation).toBeCloseTo(5 / Math.sqrt(2 * (38 / 3)), 12);
    // δ = −1, 0, 2
    expect(gap).toBeCloseTo((Math.exp(-1) + (Math.exp(2) - 3)) / 3, 12);
  });

  test("agrees with the textbook's formulas", () => {
    fc.assert(
      fc.property(paired, (pairs) => {
        const [learned, exact] = [pairs.map(([t]) => t), pairs.map(([, z]) => z)];
        const E = (f: (t: number, z: number) => number): number =>
          pairs.reduce((sum, [t, z]) => sum + f(t, z), 0) / pairs.length;
        const { rmse, bias, correlation, gap } = logPartitionCalibration({ learned, exact });
        expect(rmse).toBeCloseTo(Math.sqrt(E((t, z) => (t - z) ** 2)), 9);
        expect(bias).toBeCloseTo(E((t) => t) - E((_, z) => z), 9);
        const phi = E((t, z) => Math.exp(z - t) - (z - t) - 1);
        expectClose(gap, phi, { rtol: 1e-9, atol: 1e-9 });
        const [mt, mz] = [E((t) => t), E((_, z) => z)];
        const deviation = Math.sqrt(E((t) => (t - mt) ** 2) * E((_, z) => (z - mz) ** 2));
        if (deviation > 1e-6) {
          expect(correlation).toBeCloseTo(E((t, z) => (t - mt) * (z - mz)) / deviation, 6);
        }
      }),
    );
  });

  test("the gap is half the squared error to second order, and never negative", () => {
    const { gap } = logPartitionCalibration({ learned: [0, 0], exact: [1e-7, -1e-7] });
    expect(gap / (0.5 * 1e-14)).toBeCloseTo(1, 5);
    fc.assert(
      fc.property(finite, fc.double({ min: -1e-12, max: 1e-12, noNaN: true }), (z, delta) => {
        const { gap } = logPartitionCalibration({ learned: [z], exact: [z + delta] });
        expect(gap).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("the gap is linear where τ is far too large, infinite where far too small", () => {
    expect(logPartitionCalibration({ learned: [1e4], exact: [0] }).gap).toBe(9999);
    expect(logPartitionCalibration({ learned: [-1e4], exact: [0] }).gap).toBe(Infinity);
  });

  test("the correlation with a constant is NaN, though its mean is rounded", () => {
    const constant = Array<number>(7).fill(0.1);
    const exact = [1, 2, 3, 4, 5, 6, 7];
    expect(logPartitionCalibration({ learned: constant, exact }).correlation).toBeNaN();
  });

  test("refuses lengths that differ, and no values", () => {
    expect(() =>
      logPartitionCalibration({ learned: [1], exact: [1, 2] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: logPartitionCalibration: \`learned\` has 1 values and \`exact\` 2, expected the same number, at least one.]`,
    );
    expect(() =>
      rootMeanSquaredError({ predicted: [], actual: [] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: rootMeanSquaredError: \`predicted\` has 0 values and \`actual\` 0, expected the same number, at least one.]`,
    );
  });
});

describe("rootMeanSquaredError", () => {
  test("is as computed by hand, and does not overflow", () => {
    expect(rootMeanSquaredError({ predicted: [1, 2], actual: [4, -2] })).toBeCloseTo(
      Math.sqrt(12.5),
      12,
    );
    expect(rootMeanSquaredError({ predicted: [1e200], actual: [0] })).toBeCloseTo(1e200, -190);
  });
});
