import { key, normal } from "@ebm/core";
import { logSumExp } from "@ebm/core/float64";
import { describe, expect, test } from "vitest";
import { tiltGuard } from "./tilt-guard.js";

const rows = 400;
const noise = normal(key(1), rows);

/** The gains of rows, and the effective sample size, for one pool of log-weights −f. */
function fromPool(dataLogWeights: ArrayLike<number>, logWeights: ArrayLike<number>) {
  const total = logSumExp(logWeights);
  const squares = logSumExp(Float64Array.from(logWeights, (w) => 2 * w));
  const samples = logWeights.length;
  const gains = Float64Array.from(dataLogWeights, (w) => w - total + Math.log(samples));
  return { gains, effectiveSamples: [Math.exp(2 * total - squares)], samples };
}

describe("tiltGuard", () => {
  test("refuses a planted tilt of two effective samples, whatever it gains", () => {
    const logWeights = new Float64Array(20_000).fill(-60);
    logWeights[7] = logWeights[8] = 0;
    const inputs = fromPool(new Float64Array(rows).fill(14), logWeights);
    expect(inputs.gains[0]!).toBeGreaterThan(20);
    expect(inputs.effectiveSamples[0]).toBeCloseTo(2, 6);
    const verdict = tiltGuard(inputs);
    expect(verdict).toMatchObject({ eligible: false, kept: false });
    expect(verdict.reason).toMatch(/^Only 2.0 samples/);
  });

  test("refuses a tilt of which one row in ten has two effective samples", () => {
    const gains = new Float64Array(rows).fill(24);
    const effectiveSamples = gains.map((_, i) => (i % 10 === 0 ? 2 : 400));
    const verdict = tiltGuard({ gains, effectiveSamples, samples: 500 });
    expect(verdict).toMatchObject({ effectiveSamples: 2, eligible: false, kept: false });
  });

  test("lets no gain exceed log(samples + 1), though all weights are even", () => {
    const gains = new Float64Array(rows).fill(29);
    const { gain } = tiltGuard({ gains, effectiveSamples: gains.map(() => 500), samples: 500 });
    expect(gain).toBeLessThan(Math.log(501));
    const small = tiltGuard({ gains: [0.1, 0.1], effectiveSamples: [500, 500], samples: 500 });
    expect(small.gain).toBeCloseTo(0.1, 2);
  });

  test("keeps a gain of more than two standard errors, and no smaller one", () => {
    const at = (center: number) => {
      const gains = Float64Array.from(noise, (z) => center + z);
      return tiltGuard({ gains, effectiveSamples: [Infinity], samples: 1 });
    };
    expect(at(0).standardError).toBeCloseTo(1 / Math.sqrt(rows), 2);
    expect(at(0.2).kept).toBe(true);
    expect(at(0.02).kept).toBe(false);
    expect(at(-1)).toMatchObject({ eligible: true, kept: false, effectiveShare: 1 });
  });

  test("keeps no gain that is an error of rounding", () => {
    const gains = new Float64Array(rows).fill(1e-9);
    const verdict = tiltGuard({ gains, effectiveSamples: [Infinity], samples: 1 });
    expect(verdict).toMatchObject({ eligible: true, kept: false });
  });

  test("charges the bias and, to a shared pool, its standard error", () => {
    const gains = Float64Array.from(noise, (z) => z / 1e6);
    const own = tiltGuard({ gains, effectiveSamples: gains.map(() => 50), samples: 100 });
    expect(own.gain).toBeCloseTo(-0.01, 4);
    const pool = tiltGuard({ gains, effectiveSamples: [2_000], samples: 8_000 });
    expect(pool.standardError).toBeCloseTo(Math.sqrt(1 / 2_000 - 1 / 8_000), 6);
    expect(pool.effectiveShare).toBe(0.25);
  });

  test("is ineligible where less than a fifth of a large pool is effective", () => {
    const gains = noise.map((z) => 3 + z);
    const pool = { gains, effectiveSamples: [15_000], samples: 100_000 };
    expect(tiltGuard(pool).kept).toBe(false);
    expect(tiltGuard(pool, { minShare: 0.1 }).kept).toBe(true);
  });

  test("refuses inputs that do not fit", () => {
    expect(() => tiltGuard({ gains: [], effectiveSamples: [1], samples: 1 })).toThrow("0 rows");
    expect(() => tiltGuard({ gains: [1, NaN], effectiveSamples: [9], samples: 9 })).toThrow(
      "tiltGuard: `gains` has NaN at row 1, expected finite numbers.",
    );
    expect(() => tiltGuard({ gains: [1, 2, 3], effectiveSamples: [9, 9], samples: 9 })).toThrow(
      "expected 1 or 3",
    );
  });
});
