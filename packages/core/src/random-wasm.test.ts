import { describe, expect, test } from "vitest";
import { bits, foldIn, gumbel, type Key, key, normal, split, uniform } from "./random.js";
import { randomWasm } from "./random-wasm.js";

/** Threefry-2x32, 20 rounds, word by word. */
function threefry([k0, k1]: Key, [c0, c1]: Key): Key {
  const keys = [k0, k1, (0x1bd11bda ^ k0 ^ k1) >>> 0];
  const rotations = [13, 15, 26, 6, 17, 29, 16, 24];
  let x0 = (c0 + k0) >>> 0;
  let x1 = (c1 + k1) >>> 0;
  for (let round = 0; round < 20; round++) {
    const by = rotations[round % 8]!;
    x0 = (x0 + x1) >>> 0;
    x1 = (((x1 << by) | (x1 >>> (32 - by))) ^ x0) >>> 0;
    if (round % 4 === 3) {
      const i = (round + 1) / 4;
      x0 = (x0 + keys[i % 3]!) >>> 0;
      x1 = (x1 + keys[(i + 1) % 3]! + i) >>> 0;
    }
  }
  return [x0, x1];
}

/** The exponential of a word, as Box–Muller and Gumbel use it, in float64. */
const exponential = (word: number): number => -Math.log1p(-(word + 0.5) / 2 ** 32);

const words = 100_003; // not a multiple of 8, and many chunks

describe("bits", () => {
  // the lines of threefry2x32 20 in Random123's tests/kat_vectors: counter, key, answer
  test.each([
    "00000000 00000000 00000000 00000000 6b200159 99ba4efe",
    "ffffffff ffffffff ffffffff ffffffff 1cb996fc bb002be7",
    "243f6a88 85a308d3 13198a2e 03707344 c4923a9c 483df7a0",
  ])("knows the answer of %s", (line) => {
    const [c0, c1, k0, k1, ...answer] = line.split(" ").map((word) => Number.parseInt(word, 16));
    expect(threefry([k0!, k1!], [c0!, c1!])).toEqual(answer);
    expect(encrypt([k0!, k1!], [c0!, c1!])).toEqual(answer);
  });

  test("counts past 2³²", () => {
    const { memory, bits } = instantiate();
    bits(1, 2, 3, 2 ** 32 - 1, 1);
    const [a, b, c, d] = new Uint32Array(memory.buffer);
    expect([a, b, c, d]).toEqual([
      ...threefry([1, 2], [2 ** 32 - 1, 3]),
      ...threefry([1, 2], [0, 3]),
    ]);
  });

  test("is Threefry of the counters, word for word", () => {
    const reference = new Uint32Array(words + 1);
    for (let i = 0; i < reference.length; i += 2) reference.set(threefry(key(42), [i / 2, 0]), i);
    expect(bits(key(42), words)).toEqual(reference.subarray(0, words));
  });
});

test("split and foldIn are Threefry of the counter, each with its purpose", () => {
  expect(split(key(5), 2)).toEqual([threefry(key(5), [0, 1]), threefry(key(5), [1, 1])]);
  expect(foldIn(key(5), 2 ** 32 - 1)).toEqual(threefry(key(5), [2 ** 32 - 1, 2]));
});

describe("uniform", () => {
  test("is the upper 24 bits of each word", () => {
    const expected = Float32Array.from(bits(key(1), words), (word) => (word >>> 8) / 2 ** 24);
    expect(uniform(key(1), words)).toEqual(expected);
  });

  test("is below 1 even where all bits are ones", () => {
    expect(transformed("uniform", [0xffffffff, 0])).toEqual([1 - 2 ** -24, 0]);
  });
});

describe("normal", () => {
  test("is Box–Muller of each pair of words, to 4 units of float32", () => {
    const w = bits(key(4), words + 1);
    const z = normal(key(4), words + 1);
    for (let i = 0; i < words; i += 2) {
      const radius = Math.sqrt(2 * exponential(w[i]!)) * (w[i + 1]! >>> 31 ? -1 : 1);
      const angle = ((w[i + 1]! << 2) * Math.PI) / 2 ** 33;
      const pair = [radius * Math.cos(angle), radius * Math.sin(angle)];
      if (w[i + 1]! & 0x40000000) pair.reverse();
      expectRelative(z[i]!, pair[0]!, 4 * 2 ** -23);
      expectRelative(z[i + 1]!, pair[1]!, 4 * 2 ** -23);
    }
  });

  test("is within ±6.77 where the bits are extreme", () => {
    const [x, y] = transformed("normal", [0xffffffff, 0]);
    expect(x).toBeCloseTo(Math.sqrt(2 * exponential(0xffffffff)), 5);
    expect(x).toBeLessThan(6.77);
    expect(y).toBe(0);
    expect(transformed("normal", [0, 0])[0]).toBeCloseTo(2 ** -16, 10);
  });
});

describe("gumbel", () => {
  test("is −log of an exponential, to 4 units of float32", () => {
    const w = bits(key(7), words);
    for (const [i, g] of gumbel(key(7), words).entries()) {
      const expected = -Math.log(exponential(w[i]!));
      expect(Math.abs(g - expected)).toBeLessThan(4 * 2 ** -23 * Math.max(1, Math.abs(expected)));
    }
  });

  test("is finite where the bits are extreme", () => {
    const [high, low] = transformed("gumbel", [0, 0xffffffff]);
    expect(high).toBeCloseTo(33 * Math.LN2, 5);
    expect(low).toBeCloseTo(-Math.log(33 * Math.LN2), 6);
  });
});

interface Exports {
  readonly memory: WebAssembly.Memory;
  bits(key0: number, key1: number, purpose: number, start: number, groups: number): void;
  uniform(groups: number): void;
  normal(groups: number): void;
  gumbel(groups: number): void;
}

function instantiate(): Exports {
  return new WebAssembly.Instance(randomWasm).exports as unknown as Exports;
}

function encrypt(key: Key, counter: Key): number[] {
  const { memory, bits } = instantiate();
  bits(key[0], key[1], counter[1], counter[0], 1);
  return [...new Uint32Array(memory.buffer, 0, 2)];
}

function transformed(name: "uniform" | "normal" | "gumbel", words: readonly number[]): number[] {
  const { memory, ...transforms } = instantiate();
  new Uint32Array(memory.buffer).set(words);
  transforms[name](1);
  return [...new Float32Array(memory.buffer, 0, words.length)];
}

function expectRelative(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}
