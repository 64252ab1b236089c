import { describe, expect, test } from "vitest";
import { effectiveSampleSize, splitRHat } from "./index.js";

/** Standard normals by Box and Muller, of a small generator. */
function normals(count: number, seed: number): number[] {
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}

/** Stationary chains x′ = φx + √(1 − φ²)z, of autocorrelation φᵗ. */
function autoregressive(chains: number, draws: number, phi: number, seed = 1) {
  const data = Array.from({ length: chains }, (_, c) => {
    let x = 0;
    return normals(draws, seed + c).map((z, t) => {
      x = t === 0 ? z : phi * x + Math.sqrt(1 - phi * phi) * z;
      return x;
    });
  });
  return { data: data.flat(), shape: [chains, draws] as const };
}

describe("effectiveSampleSize", () => {
  test.each([0, 0.5, 0.9, -0.5])(
    "of autocorrelation %fᵗ is (1 − φ)/(1 + φ) of the draws",
    (phi) => {
      const [chains, draws] = [8, 5000];
      const expected = (chains * draws * (1 - phi)) / (1 + phi);
      const found = effectiveSampleSize(autoregressive(chains, draws, phi));
      expect(Math.abs(found / expected - 1)).toBeLessThan(0.1);
    },
  );

  test("is the ratio of the variance of a draw to that of a mean", () => {
    const runs = Array.from({ length: 400 }, (_, run) =>
      autoregressive(1, 500, 0.8, 1000 + 7 * run),
    );
    const means = runs.map(({ data }) => data.reduce((a, b) => a + b) / 500);
    const variance = means.reduce((sum, m) => sum + m * m, 0) / 400; // the true mean is 0
    const sizes = runs.map(effectiveSampleSize).sort((a, b) => a - b);
    // a variance of 400 means is known to √(2/400) = 7 %, and the median estimate is biased by a few
    expect(Math.abs(sizes[200]! * variance - 1)).toBeLessThan(0.35);
  });

  test("does not depend on location and scale", () => {
    const draws = autoregressive(2, 200, 0.6);
    const moved = { ...draws, data: draws.data.map((x) => 1000 - 3 * x) };
    expect(effectiveSampleSize(moved)).toBeCloseTo(effectiveSampleSize(draws), 6);
  });

  test("is small where chains disagree", () => {
    const draws = autoregressive(4, 1000, 0);
    const apart = { ...draws, data: draws.data.map((x, i) => x + 5 * Math.floor(i / 1000)) };
    expect(effectiveSampleSize(apart)).toBeLessThan(15);
  });

  test("of alternating draws is limited to n·log₁₀ n", () => {
    const data = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    expect(effectiveSampleSize({ data, shape: [1, 100] })).toBeCloseTo(100 * 2, 9);
  });
});

describe("splitRHat", () => {
  test("is √(V/W), as computed by hand", () => {
    // halves (0, 2) and (4, 6): W = 2, means 1 and 5, so V = 2/2 + 8
    expect(splitRHat({ data: [0, 2, 4, 6], shape: [1, 4] })).toBeCloseTo(Math.sqrt(9 / 2), 12);
    // an odd draw in the middle is left out
    expect(splitRHat({ data: [0, 2, 100, 4, 6], shape: [1, 5] })).toBeCloseTo(Math.sqrt(4.5), 12);
  });

  test("is near 1 where chains agree, and above where one drifts or stands apart", () => {
    const draws = autoregressive(4, 1000, 0.3);
    expect(Math.abs(splitRHat(draws) - 1)).toBeLessThan(0.01);
    const apart = draws.data.map((x, i) => (i < 1000 ? x + 1 : x));
    expect(splitRHat({ ...draws, data: apart })).toBeGreaterThan(1.05);
    const drifting = draws.data.map((x, i) => x + (i % 1000) / 500);
    expect(splitRHat({ ...draws, data: drifting })).toBeGreaterThan(1.05);
  });
});

describe.each([
  ["effectiveSampleSize", effectiveSampleSize],
  ["splitRHat", splitRHat],
])("%s", (name, diagnose) => {
  test("is NaN where no draw differs", () => {
    expect(diagnose({ data: new Array(8).fill(0.1), shape: [2, 4] })).toBeNaN();
  });

  test("refuses few draws, and those that are no numbers", () => {
    expect(() => diagnose({ data: [1, 2, 3], shape: [1, 3] })).toThrow(
      `${name}: \`draws\` has shape [1, 3], expected at least one chain of at least 4 samples.`,
    );
    expect(() => diagnose({ data: [1, 2, 3], shape: [1, 4] })).toThrow(
      `${name}: \`draws.data\` has 3 entries, expected 1 · 4.`,
    );
    expect(() => diagnose({ data: [1, 2, Number.NaN, 4], shape: [1, 4] })).toThrow(
      `${name}: \`draws\` has NaN at [0, 2], expected a finite number.`,
    );
  });
});
