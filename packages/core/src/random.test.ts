import { describe, expect, test } from "vitest";
import {
  bits,
  foldIn,
  gumbel,
  type Key,
  key,
  normal,
  permutation,
  split,
  uniform,
} from "./random.js";

const words = 100_003; // not a multiple of 8, and many chunks
const sample = 1 << 18;

describe("key", () => {
  test("differs for each safe integer, of either sign", () => {
    const seeds = [0, 1, -1, 2 ** 32, 2 ** 32 + 1, -(2 ** 32), 2 ** 53 - 1, -(2 ** 53) + 1];
    expect(new Set(seeds.map((seed) => key(seed).join())).size).toBe(seeds.length);
    expect(key(2 ** 32 + 7)).toEqual([1, 7]);
    expect(key(-1)).toEqual([0xffffffff, 0xffffffff]);
  });

  test.each([NaN, 0.5, Infinity, 2 ** 53, "1" as unknown as number])("refuses %s", (seed) => {
    expect(() => key(seed)).toThrow(`key: \`seed\` is ${seed}, expected a safe integer.`);
  });
});

describe("split and foldIn", () => {
  test("give keys that no draw and no other use of the key gives", () => {
    const root = key(1);
    const drawn = bits(root, 2000);
    const keys = [
      ...Array.from({ length: 1000 }, (_, i): Key => [drawn[2 * i]!, drawn[2 * i + 1]!]),
      ...split(root, 1000),
      ...Array.from({ length: 1000 }, (_, i) => foldIn(root, i)),
    ];
    expect(new Set(keys.map(String)).size).toBe(3000);
  });

  test("splitting into more keys leaves the first as they are", () => {
    expect(split(key(3), 5).slice(0, 2)).toEqual(split(key(3), 2));
    expect(split(key(3), 0)).toEqual([]);
  });

  test("streams of keys made from one are uncorrelated", () => {
    const root = key(9);
    const keys = [root, ...split(root, 3), ...[0, 1, 2].map((step) => foldIn(root, step)), key(10)];
    const streams = keys.map((k) => normal(k, 1 << 14));
    for (const [i, a] of streams.entries()) {
      for (const b of streams.slice(0, i)) {
        // a correlation of n independent pairs is normal with deviation 1/√n
        expect(Math.abs(mean(a.map((x, j) => x * b[j]!)))).toBeLessThan(4 / 2 ** 7);
      }
    }
  });
});

describe("bits", () => {
  test("has every byte equally often", () => {
    const bytes = new Uint8Array(bits(key(2), 1 << 16).buffer);
    const counts = new Float64Array(256);
    for (const byte of bytes) counts[byte]!++;
    const expected = bytes.length / 256;
    // χ² with 255 degrees of freedom: within 4 deviations of its mean
    const chi2 = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(Math.abs(chi2 - 255)).toBeLessThan(4 * Math.sqrt(2 * 255));
  });
});

describe("uniform", () => {
  test("has the distribution of the uniform", () => {
    const u = uniform(key(3), sample);
    expect(Math.abs(mean(u) - 1 / 2)).toBeLessThan(4 / Math.sqrt(12 * sample));
    expect(kolmogorovSmirnov(u, (x) => x)).toBeLessThan(1.95);
  });
});

describe("normal", () => {
  test("has the moments and the distribution of the normal", () => {
    const z = normal(key(5), sample);
    const deviation = 1 / Math.sqrt(sample);
    expect(Math.abs(mean(z))).toBeLessThan(4 * deviation);
    expect(Math.abs(mean(z.map((x) => x ** 2)) - 1)).toBeLessThan(4 * Math.sqrt(2) * deviation);
    expect(Math.abs(mean(z.map((x) => x ** 3)))).toBeLessThan(4 * Math.sqrt(15) * deviation);
    expect(Math.abs(mean(z.map((x) => x ** 4)) - 3)).toBeLessThan(4 * Math.sqrt(96) * deviation);
    expect(kolmogorovSmirnov(z, normalCdf)).toBeLessThan(1.95);
  });

  test("neighbors are uncorrelated, and so are their squares", () => {
    const z = normal(key(6), sample);
    for (const lag of [1, 2, 3, 8]) {
      const products = z.subarray(lag).map((x, i) => x * z[i]!);
      const squares = z.subarray(lag).map((x, i) => (x ** 2 - 1) * (z[i]! ** 2 - 1));
      expect(Math.abs(mean(products))).toBeLessThan(4 / Math.sqrt(sample));
      expect(Math.abs(mean(squares))).toBeLessThan((4 * 2) / Math.sqrt(sample));
    }
  });
});

describe("gumbel", () => {
  test("has the mean and the distribution of the Gumbel", () => {
    const g = gumbel(key(8), sample);
    const euler = 0.5772156649;
    expect(Math.abs(mean(g) - euler)).toBeLessThan((4 * Math.PI) / Math.sqrt(6 * sample));
    expect(kolmogorovSmirnov(g, (x) => Math.exp(-Math.exp(-x)))).toBeLessThan(1.95);
  });
});

describe.each([uniform, normal, gumbel])("$name", (draw) => {
  test("fills the array given, and gives what a new one would hold", () => {
    const out = new Float32Array(words);
    expect(draw(key(1), out)).toBe(out);
    expect(out).toEqual(draw(key(1), words));
  });

  test("of fewer numbers is the beginning of more", () => {
    const all = draw(key(1), 40_000);
    for (const size of [0, 1, 7, 8, 16383, 16384, 16385, 32769]) {
      expect(draw(key(1), size)).toEqual(all.subarray(0, size));
    }
  });

  test("writes no further than the array", () => {
    const around = new Float32Array(12).fill(-9);
    draw(key(1), around.subarray(2, 5));
    expect([...around].filter((x) => x === -9)).toHaveLength(9);
  });

  test("refuses what is no key, no size and no Float32Array", () => {
    const { name } = draw;
    expect(() => draw(42 as unknown as Key, 1)).toThrow(
      `${name}: \`key\` is 42, expected one made by key(seed).`,
    );
    expect(() => draw([1, -1], 1)).toThrow(`${name}: \`key\` is 1,-1, expected`);
    expect(() => draw(key(1), 1.5)).toThrow(
      `${name}: \`out\` is 1.5, expected an integer of at least 0.`,
    );
    expect(() => draw(key(1), new Float64Array(2) as unknown as Float32Array)).toThrow(
      `${name}: \`out\` is [object Float64Array], expected a size or a Float32Array.`,
    );
  });
});

test("split and foldIn refuse counts and data out of range", () => {
  expect(() => split(key(1), -1)).toThrow(
    "split: `count` is -1, expected an integer of at least 0.",
  );
  for (const data of [-1, 0.5, NaN, 2 ** 32]) {
    expect(() => foldIn(key(1), data)).toThrow(`foldIn: \`data\` is ${data}, expected an integer`);
  }
});

function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** √n·sup |F̂ − F|: above 1.95 once in a thousand samples of the right distribution. */
function kolmogorovSmirnov(values: Float32Array, cdf: (x: number) => number): number {
  const n = values.length;
  let furthest = 0;
  for (const [i, x] of values.toSorted().entries()) {
    const f = cdf(x);
    furthest = Math.max(furthest, f - i / n, (i + 1) / n - f);
  }
  return furthest * Math.sqrt(n);
}

/** Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …). */
function normalCdf(x: number): number {
  let term = x;
  let sum = x;
  for (let i = 3; Math.abs(term) > 1e-12; i += 2) {
    term *= x ** 2 / i;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-(x ** 2) / 2)) / Math.sqrt(2 * Math.PI);
}

describe("permutation", () => {
  test("gives each order of four equally often", () => {
    const counts = new Map<string, number>();
    for (const k of split(key(11), 24 * 400)) {
      const order = permutation(k, 4).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    const statistic = [...counts.values()].reduce((sum, n) => sum + (n - 400) ** 2 / 400, 0);
    expect(counts.size).toBe(24);
    expect(statistic).toBeLessThan(23 + 4 * Math.sqrt(2 * 23));
  });

  test("has each number once, and takes any size", () => {
    for (const size of [0, 1, 1000]) {
      expect([...permutation(key(12), size)].sort((a, b) => a - b)).toEqual([
        ...Array(size).keys(),
      ]);
    }
    expect(() => permutation(key(12), -1)).toThrow("permutation: `size` is -1");
  });
});
