import { describe, expect, test } from "vitest";
import { wave } from "../test/wave.js";
import { allocate, type Vectors } from "./vectors.js";

const { fround, sqrt } = Math;
const sizes = [0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 1000, 16_385];

describe.each(sizes)("of %i entries", (size) => {
  const { vectors, kernels } = allocate(
    "test",
    ["a", "params", "grad", "first", "second", "z"],
    size,
  );
  const guards = [vectors.a.fill(7), vectors.z.fill(7)];

  test("sumOfSquares is that of float64, in four sums", () => {
    const x = vectors.grad;
    x.set(wave(size, 1));
    const sums = [0, 0, 0, 0];
    for (const [i, value] of x.entries()) sums[i % 4]! += value ** 2;
    expect(kernels.sumOfSquares(x)).toBe(sums[0]! + sums[2]! + (sums[1]! + sums[3]!));
  });

  test("combine is a·y + b·x, rounded to float32 at each operation", () => {
    const { params: y, grad: x } = vectors;
    y.set(wave(size, 2));
    x.set(wave(size, 3));
    const [a, b] = [fround(0.9), fround(-1.7)];
    const expected = y.map((value, i) => fround(fround(a * value) + fround(b * x[i]!)));
    kernels.combine(y, x, 0.9, -1.7);
    expect(y).toEqual(expected);
  });

  test("adam is the textbook's, rounded to float32 at each operation", () => {
    for (const [seed, x] of Object.values(vectors).slice(1, 4).entries()) x.set(wave(size, seed));
    vectors.second.set(wave(size, 5).map(Math.abs));
    const numbers = { beta1: 0.9, beta2: 0.999, rate: 0.01, scale: 3.2, epsilon: 1e-8 };
    const expected = adam(vectors, numbers);
    kernels.adam(vectors, numbers);
    expect(vectors.first).toEqual(expected.first);
    expect(vectors.second).toEqual(expected.second);
    expect(vectors.params).toEqual(expected.params);
  });

  test("no neighbor is written to", () => {
    for (const guard of guards) expect(guard.every((x) => x === 7)).toBe(true);
  });
});

test("combine reads and writes the part of a vector that it is given", () => {
  const { vectors, kernels } = allocate("test", ["x", "y"], 64);
  vectors.x.fill(1);
  for (let start = 0; start < 8; start++) {
    for (let end = start; end < 24; end++) {
      vectors.y.fill(0);
      kernels.combine(vectors.y.subarray(start, end), vectors.x.subarray(start, end), 1, 2);
      expect(vectors.y).toEqual(
        Float32Array.from({ length: 64 }, (_, i) => (i >= start && i < end ? 2 : 0)),
      );
    }
  }
});

test("sumOfSquares is finite where the entries are, and only there", () => {
  const { vectors, kernels } = allocate("test", ["x"], 5);
  const { x } = vectors;
  expect(kernels.sumOfSquares(x.fill(3.4e38)) / 3.4e38 ** 2).toBeCloseTo(5, 6);
  for (const bad of [NaN, Infinity, -Infinity]) {
    for (let i = 0; i < 5; i++) {
      x.fill(1)[i] = bad;
      expect(kernels.sumOfSquares(x)).not.toBeLessThan(Infinity);
    }
  }
});

test("an allocation that WebAssembly cannot address is refused", () => {
  expect(() => allocate("adam.init", ["a", "b"], 2 ** 30)).toThrow(
    "adam.init: `layout` has 1073741824 entries, expected 2 such vectors to fit in 4 GiB.",
  );
});

type AdamVectors = Vectors<"params" | "grad" | "first" | "second">;

function adam(
  { params, grad, first, second }: AdamVectors,
  numbers: Record<"beta1" | "beta2" | "rate" | "scale" | "epsilon", number>,
): Omit<AdamVectors, "grad"> {
  const [beta1, rest1] = [fround(numbers.beta1), fround(1 - numbers.beta1)];
  const [beta2, rest2] = [fround(numbers.beta2), fround(1 - numbers.beta2)];
  const [rate, scale, epsilon] = [numbers.rate, numbers.scale, numbers.epsilon].map(fround) as [
    number,
    number,
    number,
  ];
  const m = first.map((x, i) => fround(fround(beta1 * x) + fround(rest1 * grad[i]!)));
  const v = second.map((x, i) =>
    fround(fround(beta2 * x) + fround(rest2 * fround(grad[i]! * grad[i]!))),
  );
  const p = params.map((x, i) => {
    const root = fround(fround(scale * fround(sqrt(v[i]!))) + epsilon);
    return fround(x - fround(fround(rate * m[i]!) / root));
  });
  return { params: p, first: m, second: v };
}
