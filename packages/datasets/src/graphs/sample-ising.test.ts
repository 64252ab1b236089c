import { key } from "@ebm/core/random";
import { describe, expect, test } from "vitest";
import type { Couplings } from "../index.js";
import { erdosRenyiCouplings, isingLattice, type Matrix, sampleIsing } from "../index.js";

/** sᵀJs of each row. */
function exponents({ data, shape: [rows, spins] }: Matrix, couplings: Couplings): number[] {
  return Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let i = 0; i < spins; i++) {
      for (let j = 0; j < spins; j++) {
        const sign = data[row * spins + i] === data[row * spins + j] ? 1 : -1;
        sum += sign * couplings.data[i * spins + j]!;
      }
    }
    return sum;
  });
}

/** All 2ᵈ states, as rows. */
function states(spins: number): Matrix {
  const data = Float32Array.from(
    { length: 2 ** spins * spins },
    (_, i) => (Math.floor(i / spins) >> (i % spins)) & 1,
  );
  return { data, shape: [2 ** spins, spins] };
}

/**
 * log Z of the L × L torus in closed form, K = 2σ.
 *
 * Reference: Kaufman. Crystal Statistics II. Physical Review 76, 1949
 */
function kaufman(side: number, coupling: number): number {
  // γᵣ, with the sign that γ₀ takes below the critical temperature
  const gamma = (r: number): number => {
    if (r === 0) return 2 * coupling + Math.log(Math.tanh(coupling));
    const value =
      Math.cosh(2 * coupling) ** 2 / Math.sinh(2 * coupling) - Math.cos((Math.PI * r) / side);
    return Math.acosh(value);
  };
  const products = [0, 1].flatMap((parity) => {
    const rs = Array.from({ length: side }, (_, r) => gamma(2 * r + 1 - parity) * (side / 2));
    const product = (f: (x: number) => number): number => rs.reduce((all, x) => all * f(x), 1);
    const two = 2 ** side;
    return [two * product(Math.cosh), two * product(Math.sinh)];
  });
  const sum = products.reduce((a, b) => a + b, 0);
  return ((side * side) / 2) * Math.log(2 * Math.sinh(2 * coupling)) + Math.log(sum / 2);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const error = (values: readonly number[]): number => {
  const center = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - center) ** 2)) / values.length);
};

describe("sampleIsing", () => {
  test.each([
    ["a 3 × 3 lattice", isingLattice({ side: 3, strength: 0.2 })],
    ["a frustrated 3 × 3 lattice", isingLattice({ side: 3, strength: -0.3 })],
    ["a random graph", erdosRenyiCouplings(key(1), { spins: 9, degree: 3 })],
    ["no couplings", isingLattice({ side: 3, strength: 0 })],
  ])("draws each state of %s as often as p says", (_, couplings) => {
    const all = states(9);
    const weights = exponents(all, couplings).map(Math.exp);
    const total = weights.reduce((a, b) => a + b, 0);
    const count = 10_000;
    const draws = sampleIsing(key(2), { couplings, count, sweeps: 20 });
    const counts = new Float64Array(512);
    for (let row = 0; row < count; row++) {
      let state = 0;
      for (let i = 0; i < 9; i++) state += draws.data[row * 9 + i]! * 2 ** i;
      counts[state] = counts[state]! + 1;
    }
    let chiSquare = 0;
    let terms = 0;
    let [rare, rareCount] = [0, 0];
    for (const [state, weight] of weights.entries()) {
      const expected = (count * weight) / total;
      if (expected < 5) {
        rare += expected;
        rareCount += counts[state]!;
        continue;
      }
      chiSquare += (counts[state]! - expected) ** 2 / expected;
      terms++;
    }
    if (rare > 5) chiSquare += (rareCount - rare) ** 2 / rare;
    expect(Math.abs(chiSquare - terms)).toBeLessThan(5 * Math.sqrt(2 * terms));
  });

  test("the closed form of the torus sums over its states", () => {
    for (const strength of [0.1, 0.2, 0.4]) {
      const couplings = isingLattice({ side: 4, strength });
      const total = exponents(states(16), couplings).reduce((sum, x) => sum + Math.exp(x), 0);
      expect(kaufman(4, 2 * strength)).toBeCloseTo(Math.log(total), 9);
    }
  });

  // below, about and above the critical strength of 0.2203
  test.each([0.1, 0.22, 0.25, 0.5, 1, -0.1])(
    "has the mean exponent of a 10 × 10 lattice of strength %d",
    (strength) => {
      const couplings = isingLattice({ side: 10, strength });
      const found = exponents(
        sampleIsing(key(3), { couplings, count: 400, sweeps: 50 }),
        couplings,
      );
      // E sᵀJs = σ d log Z / dσ; a lattice of even sides is the same for −σ
      const [a, h] = [Math.abs(strength), 1e-4];
      const expected = (a * (kaufman(10, 2 * (a + h)) - kaufman(10, 2 * (a - h)))) / (2 * h);
      expect(Math.abs(mean(found) - expected)).toBeLessThan(4.5 * error(found) + 1e-3);
    },
  );

  test("is as often up as down, where a lattice has two phases", () => {
    const couplings = isingLattice({ side: 10, strength: 0.5 });
    const { data } = sampleIsing(key(4), { couplings, count: 400, sweeps: 20 });
    const up = Array.from({ length: 400 }, (_, row) =>
      data.subarray(row * 100, row * 100 + 100).reduce((sum, x) => sum + x, 0) > 50 ? 1 : 0,
    ).reduce((sum: number, x) => sum + x, 0);
    expect(Math.abs(up - 200)).toBeLessThan(4 * 10);
  });

  test("is the same for the same key, and another for another", () => {
    const couplings = isingLattice({ side: 3, strength: 0.2 });
    const draw = (seed: number) => sampleIsing(key(seed), { couplings, count: 20, sweeps: 3 });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  test("refuses what is no coupling", () => {
    const draw =
      (data: number[], spins = 2) =>
      () =>
        sampleIsing(key(1), {
          couplings: { data: Float64Array.from(data), shape: [spins, spins] },
          count: 1,
        });
    expect(draw([0, 1, 2, 0])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: sampleIsing: \`couplings\` has 1 at [0, 1] and 2 at [1, 0], expected a symmetric matrix with a diagonal of zeros.]`,
    );
    expect(draw([1, 0, 0, 1])).toThrow("at [0, 0]");
    expect(draw([0, 1, 1, 0], 3)).toThrow("expected a square");
    const couplings = isingLattice({ side: 3, strength: 1 });
    expect(() => sampleIsing(key(1), { couplings, count: 0 })).toThrow("`count` is 0");
    expect(() => isingLattice({ side: 2, strength: 1 })).toThrow("`side` is 2");
  });
});

describe("couplings", () => {
  test("of a lattice have four neighbors each, beyond its edges too", () => {
    const { data, shape } = isingLattice({ side: 4, strength: 0.3 });
    expect(shape).toEqual([16, 16]);
    const neighbors = [...data.subarray(0, 16).keys()].filter((j) => data[j] === 0.3);
    expect(neighbors).toEqual([1, 3, 4, 12]);
    for (let i = 0; i < 16; i++) {
      expect(data.subarray(16 * i, 16 * i + 16).filter((value) => value !== 0).length).toBe(4);
    }
  });

  test("of a random graph have the degree and the variance asked for", () => {
    const [spins, degree] = [200, 4];
    const { data } = erdosRenyiCouplings(key(1), { spins, degree });
    const weights = [...data].filter((value) => value !== 0);
    const expected = spins * (spins - 1) * (degree / spins);
    expect(Math.abs(weights.length - expected)).toBeLessThan(4 * 2 * Math.sqrt(expected / 2));
    const squares = mean(weights.map((value) => value ** 2)) * degree;
    expect(Math.abs(squares - 1)).toBeLessThan(4 * Math.sqrt((2 * 2) / weights.length));
    for (let i = 0; i < spins; i++) {
      expect(data[i * spins + i]).toBe(0);
      for (let j = 0; j < i; j++) expect(data[i * spins + j]).toBe(data[j * spins + i]);
    }
    expect(() => erdosRenyiCouplings(key(1), { spins: 3, degree: 4 })).toThrow("`degree` is 4");
  });
});
