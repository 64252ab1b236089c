import {
  cappedForSize,
  chiSquared,
  type FDivergence,
  jensenShannon,
  key,
  kl,
  normal,
  reverseKl,
  squaredHellinger,
  tempered,
  tsallis,
  uniform,
} from "@ebm/core";
import { expectClose } from "@ebm/testing";
import { describe, expect, test } from "vitest";
import { divergences } from "../test/divergences.js";
import { exactPartition } from "./exact-partition.js";

const exactly = { rtol: 1e-12, atol: 1e-12 };

/** Affinities g = −E over {0, 1}³ in lexicographic order. */
const cube = Array.from({ length: 8 }, (_, bits) => [(bits >> 2) & 1, (bits >> 1) & 1, bits & 1]);
const unary = cube.map(([a, b, c]) => a! - 2 * b! + 0.5 * c!);
const ising = cube.map(([a, b, c], y) => unary[y]! + 0.8 * a! * b! - 0.5 * a! * c! + 0.3 * b! * c!);
const barriers = [reverseKl(), jensenShannon(), squaredHellinger()];
const permutations = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

const of = (affinity: readonly number[], divergence: FDivergence = kl()) =>
  exactPartition(
    affinity.map((g) => -g),
    { divergence },
  );

describe("published values", () => {
  test("unary on the cube", () => {
    expectClose(of(unary).logPartition, 0.3348251410614661, exactly);
  });

  test("Ising on the cube", () => {
    expectClose(of(ising).logPartition, 0.26675040951582657, exactly);
    expect(cube[ising.indexOf(Math.max(...ising))]).toEqual([1, 0, 0]);
    expect(Math.max(...ising)).toBe(1);
  });

  test("permutahedron", () => {
    const [theta, w] = [
      [0.3, -0.1, 0.7],
      [2, 1, 0],
    ];
    const affinity = permutations.map((p) => p.reduce((sum, r, j) => sum + w[r]! * theta[j]!, 0));
    expectClose(of(affinity).logPartition, 1.0540305840394062, exactly);
  });

  test("Birkhoff", () => {
    const theta = [
      [0.2, -0.4, 1],
      [0, 0.5, -0.3],
      [0.1, 0.1, 0.9],
    ];
    const affinity = permutations.map((p) => p.reduce((sum, j, r) => sum + theta[r]![j]!, 0));
    expectClose(of(affinity).logPartition, 0.9875419088616457, exactly);
  });

  test("sparsemax on the cube", () => {
    const { logPartition, value, probabilities } = of(unary, chiSquared());
    expectClose(logPartition, -1 / 12, exactly);
    expectClose(value, 0.35677083333333337, exactly);
    const published = [0.1354, 0.1979, 0, 0, 0.2604, 0.3229, 0.0104, 0.0729];
    expectClose(probabilities, published, { rtol: 0, atol: 5e-5 });
  });

  test("α = 1.5 on the cube", () => {
    const { logPartition, value } = of(unary, tsallis(1.5));
    expectClose(logPartition, 0.11017763495386572, exactly);
    expectClose(value, 0.34905085153847076, exactly);
  });
});

describe.each([...divergences, ...barriers.map((d) => [d.name, d] as const)])(
  "exactPartition with %s",
  (_, divergence) => {
    const affinity = Array.from(normal(key(1), 20), (z) => 2 * z);
    const raw = Array.from(uniform(key(2), 20), (u) => u + 0.1);
    const prior = raw.map((u) => u / raw.reduce((a, b) => a + b));
    const exact = exactPartition(
      affinity.map((g) => -g),
      { divergence, prior },
    );

    /** E_p[g] − D_f(p, q). */
    const primal = (p: ArrayLike<number>): number =>
      affinity.reduce(
        (sum, g, y) => sum + p[y]! * g - prior[y]! * divergence.generator(p[y]! / prior[y]!),
        0,
      );

    test("sums to 1", () => {
      expectClose(
        exact.probabilities.reduce((a, b) => a + b),
        1,
        exactly,
      );
    });

    test("attains its value, the greatest E_p[g] − D_f(p, q)", () => {
      expectClose(primal(exact.probabilities), exact.value, { rtol: 1e-10, atol: 1e-10 });
      for (let seed = 0; seed < 20; seed++) {
        const noise = uniform(key(seed), 20);
        const total = noise.reduce((a, b) => a + b);
        for (const step of [0.01, 0.3, 1]) {
          const p = exact.probabilities.map((p, y) => p + step * (noise[y]! / total - p));
          expect(primal(p)).toBeLessThanOrEqual(exact.value + 1e-12);
        }
      }
    });

    test("moves with the energies, and p stays", () => {
      const moved = exactPartition(
        affinity.map((g) => -g - 3.5),
        { divergence, prior },
      );
      expectClose(moved.logPartition, exact.logPartition + 3.5, { rtol: 1e-10 });
      expectClose(moved.probabilities, exact.probabilities, { rtol: 1e-10, atol: 1e-12 });
    });

    test("leaves out what the prior does, however low its energy", () => {
      const wider = { divergence, prior: [...prior, 0, 0] };
      const found = exactPartition([...affinity.map((g) => -g), -1e4, 5], wider);
      expectClose([found.logPartition, found.value], [exact.logPartition, exact.value], exactly);
      expectClose(found.probabilities, [...exact.probabilities, 0, 0], exactly);
    });

    test("is the prior where energies are equal, and sums to 1 at ±1e4", () => {
      expectClose(exactPartition(new Array(5).fill(7), { divergence }).logPartition, -7, exactly);
      const { logPartition, probabilities, value } = exactPartition([1e4, -1e4, 0, 3, -9999], {
        divergence,
      });
      expect(Number.isFinite(logPartition) && Number.isFinite(value)).toBe(true);
      expectClose(
        probabilities.reduce((a, b) => a + b),
        1,
        { rtol: 1e-8 },
      );
    });
  },
);

test("sparsemax under a uniform prior projects g / |Y| onto the simplex", () => {
  const affinity = Array.from(normal(key(3), 12), (z) => 6 * z);
  const sorted = affinity.map((g) => g / 12).sort((a, b) => b - a);
  // the projection subtracts t, so that what stays positive sums to 1
  const candidates = sorted.map(
    (_, i) => (sorted.slice(0, i + 1).reduce((a, b) => a + b) - 1) / (i + 1),
  );
  const t = candidates.findLast((candidate, i) => sorted[i]! > candidate)!;
  const projection = affinity.map((g) => Math.max(0, g / 12 - t));
  expectClose(of(affinity, chiSquared()).probabilities, projection, exactly);
  expect(projection.filter((p) => p === 0).length).toBeGreaterThan(2);
});

test("sparsemax tempered by |Y| projects g itself onto the simplex", () => {
  const affinity = Array.from(normal(key(3), 12), (z) => z);
  const scaled = affinity.map((g) => 12 * g);
  const { probabilities } = of(affinity, tempered(chiSquared(), 12));
  expectClose(probabilities, of(scaled, chiSquared()).probabilities, exactly);
  const kept = affinity.filter((_, y) => probabilities[y]! > 1e-9);
  const t = (kept.reduce((a, b) => a + b) - 1) / kept.length;
  expectClose(
    probabilities,
    affinity.map((g) => Math.max(0, g - t)),
    exactly,
  );
});

test("kl tempered by γ is p ∝ q·exp(γg), with the log-partition of γg over γ", () => {
  const { logPartition, value, probabilities } = of(unary, tempered(kl(), 2.5));
  const sharp = of(unary.map((g) => 2.5 * g));
  expectClose(probabilities, sharp.probabilities, exactly);
  expectClose([logPartition, value], [sharp.value / 2.5, sharp.value / 2.5], exactly);
});

test.each([kl(), chiSquared(), tsallis(1.5), ...barriers])(
  "capped for the size of Y, $name has the model it had",
  (divergence) => {
    const affinity = Array.from(normal(key(5), 16), (z) => 40 * z); // sharp: p near 1
    const plain = of(affinity, divergence);
    expect(Math.max(...plain.probabilities)).toBeGreaterThan(0.5);
    const found = of(affinity, cappedForSize(divergence, Math.log(16)));
    expectClose(found.probabilities, plain.probabilities, { rtol: 1e-9, atol: 1e-12 });
    expectClose(found.value, plain.value, { rtol: 1e-9 });
  },
);

test("is fast for kl: a log-sum-exp of 2¹⁶ energies", () => {
  const energies = normal(key(4), 2 ** 16);
  let evaluations = 0;
  const ratio = (v: number): number => {
    evaluations++;
    return Math.exp(v);
  };
  const { logPartition } = exactPartition(energies, { divergence: { ...kl(), ratio } });
  const exact = Math.log(energies.reduce((sum, e) => sum + Math.exp(-e), 0) / 2 ** 16);
  expectClose(logPartition, exact, { rtol: 1e-11 });
  expect(evaluations).toBeLessThanOrEqual(8 * 2 ** 16);
});

test("refuses energies that are not finite, and a prior that does not fit", () => {
  expect(() => exactPartition([0, Number.NaN])).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: exactPartition: \`energies\` has NaN at 1, expected finite numbers.]`,
  );
  expect(() => exactPartition([])).toThrow("no entries");
  expect(() => exactPartition([0, 1], { prior: [1] })).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: exactPartition: \`prior\` has 1 entries, expected 2, as \`energies\`.]`,
  );
  expect(() => exactPartition([0, 1], { prior: [1.5, -0.5] })).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: exactPartition: \`prior\` has -0.5 at 1, expected probabilities that sum to 1.]`,
  );
  expect(() => exactPartition([0, 1], { prior: [1, 1] })).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: exactPartition: \`prior\` has the sum 2, expected probabilities that sum to 1.]`,
  );
  expect(() => exactPartition([0, 1], { prior: [Number.NaN, 1] })).toThrow("NaN at 0");
});
