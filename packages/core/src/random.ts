import { checkCount } from "./check.js";
import { EbmError } from "./errors.js";
import { randomWasm } from "./random-wasm.js";

/**
 * The name of a stream of random numbers: two unsigned 32-bit integers.
 *
 * A key gives the same numbers every time and on every machine, so use each key only once. Get new
 * keys from it by `split`, or by `foldIn` with the step of a run. The numbers of a key and the keys
 * made from it are independent of one another.
 */
export type Key = readonly [number, number];

/** Makes the key of a seed. A seed is any safe integer, and no two seeds share a key. */
export function key(seed: number): Key {
  if (!Number.isSafeInteger(seed)) {
    throw new EbmError(`key: \`seed\` is ${seed}, expected a safe integer.`);
  }
  return [Math.floor(seed / 2 ** 32) >>> 0, seed >>> 0];
}

/** The type of N keys: a tuple for a literal N up to 32, otherwise an array. */
export type Keys<N extends number> = number extends N
  ? Key[]
  : N extends number
    ? KeyTuple<N>
    : never;

type KeyTuple<N extends number, Keys extends Key[] = []> = Keys["length"] extends N
  ? Keys
  : Keys["length"] extends 32
    ? Key[]
    : KeyTuple<N, [...Keys, Key]>;

/**
 * Makes `count` independent keys. The first keys are the same for every count.
 *
 * @example
 * const [forData, forNoise] = split(key(0), 2);
 */
export function split<N extends number>(key: Key, count: N): Keys<N> {
  checkKey("split", key);
  checkCount("split", { count }, { least: 0 });
  const keys = Array.from({ length: count }, (_, i) => derive(key, SPLIT, i));
  return keys as Keys<N>;
}

/** Makes a key from a key and a number, 0 ≤ s < 2³²: `foldIn(key, step)` is the key of a step. */
export function foldIn(key: Key, data: number): Key {
  checkKey("foldIn", key);
  if (!isWord(data)) {
    throw new EbmError(`foldIn: \`data\` is ${data}, expected an integer from 0 to 2³² − 1.`);
  }
  return derive(key, FOLD_IN, data);
}

/** Returns `out` uniform 32-bit words, or fills `out` if it is an array. */
export function bits(key: Key, out: number | Uint32Array): Uint32Array {
  return draw("bits", key, out, Uint32Array);
}

/** Returns `out` uniform numbers on [0, 1), multiples of 2⁻²⁴, or fills `out` if it is an array. */
export function uniform(key: Key, out: number | Float32Array): Float32Array {
  return draw("uniform", key, out, Float32Array, wasm.uniform);
}

/** Returns `out` standard normal numbers, within ±6.77, or fills `out` if it is an array. */
export function normal(key: Key, out: number | Float32Array): Float32Array {
  return draw("normal", key, out, Float32Array, wasm.normal);
}

/** Returns `out` standard Gumbel numbers, −3.14 to 22.88, or fills `out` if it is an array. */
export function gumbel(key: Key, out: number | Float32Array): Float32Array {
  return draw("gumbel", key, out, Float32Array, wasm.gumbel);
}

/** Returns 0, …, size − 1 in random order. All orders are equally likely, up to 24-bit rounding. */
export function permutation(key: Key, size: number): Int32Array<ArrayBuffer> {
  checkCount("permutation", { size }, { least: 0 });
  const order = Int32Array.from({ length: size }, (_, i) => i);
  const uniforms = uniform(key, size);
  // Fisher–Yates shuffle
  for (let i = size - 1; i > 0; i--) {
    const j = Math.floor(uniforms[i]! * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

interface RandomWasm {
  /** One page of memory: 16,384 numbers. */
  readonly memory: WebAssembly.Memory;
  /** Writes 8 words per group: the encrypted counters (start, purpose), (start + 1, purpose), … */
  bits(key0: number, key1: number, purpose: number, start: number, groups: number): void;
  /** Replaces the words by floats. */
  uniform(groups: number): void;
  normal(groups: number): void;
  gumbel(groups: number): void;
}

const wasm = new WebAssembly.Instance(randomWasm).exports as unknown as RandomWasm;

/** The purposes in a counter, which separate the uses of a key. */
const DRAW = 0;
const SPLIT = 1;
const FOLD_IN = 2;

function derive(key: Key, purpose: number, data: number): Key {
  wasm.bits(key[0], key[1], purpose, data, 1);
  const [first, second] = new Uint32Array(wasm.memory.buffer, 0, 2);
  return [first!, second!];
}

function draw<T extends Uint32Array | Float32Array>(
  where: string,
  key: Key,
  target: number | T,
  Numbers: { new (source: number | ArrayBuffer): T; readonly name: string },
  transform?: (groups: number) => void,
): T {
  checkKey(where, key);
  if (typeof target === "number") checkCount(where, { out: target }, { least: 0 });
  const out = typeof target === "number" ? new Numbers(target) : target;
  if (!(out instanceof Numbers)) {
    const actual = Object.prototype.toString.call(target);
    throw new EbmError(`${where}: \`out\` is ${actual}, expected a size or a ${Numbers.name}.`);
  }
  const chunk = new Numbers(wasm.memory.buffer);
  for (let done = 0; done < out.length; done += chunk.length) {
    const count = Math.min(chunk.length, out.length - done);
    const groups = Math.ceil(count / 8);
    wasm.bits(key[0], key[1], DRAW, done / 2, groups);
    transform?.(groups);
    out.set(chunk.subarray(0, count), done);
  }
  return out;
}

function checkKey(where: string, key: Key): void {
  if (Array.isArray(key) && key.length === 2 && key.every(isWord)) return;
  throw new EbmError(`${where}: \`key\` is ${key}, expected one made by key(seed).`);
}

function isWord(x: number): boolean {
  return x >>> 0 === x;
}
