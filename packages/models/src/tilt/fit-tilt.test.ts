import { key, uniform } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { tiltProblem } from "../../test/tilt-problem.js";
import { fitTilt } from "./fit-tilt.js";
import { lowRankTilt } from "./low-rank-tilt.js";
import { mlpTilt } from "./mlp-tilt.js";
import { pairTilt } from "./pair-tilt.js";

const pairs = pairTilt({ dim: 8 });
const options = { key: key(9), learningRate: 0.02, l2: 1e-4, checkSamples: 5000 };

describe("fitTilt", () => {
  test.each([1, 2, 3])(
    "keeps no tilt that costs, where the base is the truth: %s",
    async (seed) => {
      const problem = tiltProblem(key(seed), { strength: 0 });
      const fitted = await fitTilt({ ...options, tilt: pairs, ...problem });
      if (fitted.kept) expect(await problem.gainOf(fitted)).toBeGreaterThan(-0.01);
    },
  );

  test.each([
    [4, false],
    [5, false],
    [6, true],
  ])("finds the energy that is missing: %s, exact log Z: %s", async (seed, exact) => {
    const problem = tiltProblem(key(seed), { strength: 0.8, exact });
    const fitted = await fitTilt({ ...options, tilt: pairs, ...problem });
    expect(fitted.kept).toBe(true);
    expect(fitted.verdict.effectiveShare === 1).toBe(exact);
    const gain = await problem.gainOf(fitted);
    expect(gain).toBeGreaterThan(0.8 * problem.possible);
    expect(Math.abs(fitted.verdict.gain - gain)).toBeLessThan(4 * fitted.verdict.standardError);
  });

  test("finds it by matching ratios, without samples", async () => {
    const problem = tiltProblem(key(6), { strength: 0.8 });
    const fitted = await fitTilt({ ...options, ...problem, tilt: pairs, loss: "ratios" });
    expect(fitted.kept).toBe(true);
    expect(await problem.gainOf(fitted)).toBeGreaterThan(0.8 * problem.possible);
  });

  test("learns an energy that depends on x, with log Z learned as a constant or as τ(x)", async () => {
    // y₀ = y₁ or y₀ ≠ y₁ by the sign of x; the base has fair, independent bits
    const rows = 1500;
    const part = (seed: number) => {
      const x = uniform(key(seed), rows).map((u) => (u < 0.5 ? -1 : 1));
      const y = uniform(key(seed + 1), 2 * rows).map((u, i, all) => {
        if (i % 2 === 0) return Number(u < 0.5);
        const first = Number(all[i - 1]! < 0.5);
        return u < 0.85 === x[(i - 1) / 2]! > 0 ? first : 1 - first;
      });
      return {
        x: { data: x, shape: [rows, 1] as const },
        y: { data: y, shape: [rows, 2] as const },
        sample: (request: { rows: Int32Array; samples: number; key: ReturnType<typeof key> }) =>
          uniform(request.key, request.rows.length * request.samples * 2).map((u) =>
            Number(u < 0.5),
          ),
      };
    };
    const data = { train: part(1), validation: part(3), checkSamples: 100, patience: 6 };
    const possible = Math.log(2) + 0.85 * Math.log(0.85) + 0.15 * Math.log(0.15);
    const center = [0.5, 0.5];
    const low = lowRankTilt({ key: key(5), dim: 2, features: 1, rank: 2, center });
    const first = await fitTilt({ ...options, ...data, tilt: low });
    const mlp = mlpTilt({ key: key(5), dim: 2, features: 1, hidden: [32], center });
    const second = await fitTilt({ ...options, ...data, tilt: mlp, logPartitionHidden: [8] });
    for (const { kept, verdict } of [first, second]) {
      expect(kept).toBe(true);
      expect(verdict.gain).toBeGreaterThan(0.8 * possible);
    }
  });

  test("gives the same parameters each time, and stops when told to", async () => {
    const problem = tiltProblem(key(4), { strength: 1 });
    const inputs = { ...options, ...problem, tilt: pairs, steps: 50 };
    const [first, second] = [await fitTilt(inputs), await fitTilt(inputs)];
    expect(second.params).toEqual(first.params);
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(fitTilt({ ...inputs, signal })).rejects.toThrow("enough");
  });

  test("keeps nothing of an energy that overflows", async () => {
    const problem = tiltProblem(key(4), { strength: 1 });
    const params = { scale: tf.scalar(0) };
    const energy = (own: typeof params, y: tf.Tensor3D): tf.Tensor2D =>
      tf.mul(tf.sinh(tf.mul(own.scale, 1e3)), tf.sum(y, 2));
    const fitted = await fitTilt({ ...options, ...problem, tilt: { params, energy }, steps: 50 });
    expect(fitted.kept).toBe(false);
  });
});
