import "@tensorflow/tfjs-backend-cpu";
import { key, normal, uniform } from "@ebm/core";
import { quickCompiler } from "@ebm/testing";
import type { Feeds, Packed, Traceable } from "@ebm/trace";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test, vi } from "vitest";
import { compileTraceable } from "../compile-traceable.js";
import { tfjsRuntime } from "../runtimes/tfjs-runtime.js";
import { nativeRuntime } from "./native-runtime.js";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
const special = [
  nan,
  inf,
  -inf,
  0,
  -0,
  1,
  -1,
  0.5,
  -2,
  88.7,
  89,
  -87.4,
  -103.9,
  -105,
  1e38,
  -1e38,
  1e-40,
];

let seed = 0;
const random = (): number => uniform(key(++seed), 1)[0]!;
const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)]!;
const floats = (...shape: number[]): Packed<Float32Array> => ({
  data: normal(
    key(++seed),
    shape.reduce((a, b) => a * b, 1),
  ),
  shape,
});

const run = (f: Traceable, feeds: Feeds): Promise<Feeds> => {
  vi.stubEnv("CC", quickCompiler());
  const failing = { name: "none", open: () => Promise.reject(new Error("no form in C")) };
  return compileTraceable(f, nativeRuntime(failing))(feeds);
};

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const functions: Readonly<
  Record<string, readonly [(x: tf.Tensor) => tf.Tensor, (x: number) => number]>
> = {
  abs: [tf.abs, Math.abs],
  acos: [tf.acos, Math.acos],
  acosh: [tf.acosh, Math.acosh],
  asin: [tf.asin, Math.asin],
  asinh: [tf.asinh, Math.asinh],
  atan: [tf.atan, Math.atan],
  atanh: [tf.atanh, Math.atanh],
  ceil: [tf.ceil, Math.ceil],
  cos: [tf.cos, Math.cos],
  elu: [tf.elu, (x) => (x >= 0 ? x : Math.expm1(x))],
  exp: [tf.exp, Math.exp],
  floor: [tf.floor, Math.floor],
  leakyRelu: [tf.leakyRelu, (x) => (x < 0 ? Math.fround(0.2) * x : x)],
  log: [tf.log, Math.log],
  neg: [tf.neg, (x) => -x],
  reciprocal: [tf.reciprocal, (x) => 1 / x],
  relu: [tf.relu, (x) => Math.max(0, x)],
  sigmoid: [tf.sigmoid, sigmoid],
  sign: [tf.sign, Math.sign],
  sin: [tf.sin, Math.sin],
  softplus: [tf.softplus, (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))],
  sqrt: [tf.sqrt, Math.sqrt],
  square: [tf.square, (x) => x * x],
  tan: [tf.tan, Math.tan],
  tanh: [tf.tanh, Math.tanh],
};

/** Returns the largest error, relative to the exact number, or in the smallest normal float. */
function apart(found: number, exact: number): number {
  if (Object.is(found, exact) || found === Math.fround(exact)) return 0;
  const error = Math.abs(found - exact) / Math.max(Math.abs(exact), 2 ** -126);
  return Number.isNaN(error) ? inf : error;
}

describe("C against float64", { timeout: 600_000 }, () => {
  test("functions of one number, at special and 4000 random ones", async () => {
    const wide = floats(4000);
    for (const i of wide.data.keys()) wide.data[i]! *= 10 ** (3 * ((i % 7) / 3 - 1));
    const data = Float32Array.of(...special, ...wide.data);
    const x = { data, shape: [data.length] };
    const outputs = await run(
      ({ x }) => {
        return Object.fromEntries(Object.entries(functions).map(([name, [f]]) => [name, f(x!)]));
      },
      { x },
    );
    const worst = Object.entries(functions).flatMap(([name, [, exact]]) =>
      [...data].flatMap((at, i) => {
        const found = outputs[name]!.data[i]!;
        const error = apart(found, exact(at));
        return error > 3e-7 ? [`${name}(${at}) is ${found}, expected ${exact(at)}`] : [];
      }),
    );
    expect(worst).toEqual([]);
  });

  test("products of matrices of 200 random shapes, transposed or cut out of larger ones", async () => {
    const cases = Array.from({ length: 200 }, () => {
      const size = (): number => pick([1, 2, 3, 7, 8, 14, 15, 16, 17, 31, 32, 33, 47, 64, 100]);
      const long = random() < 0.05 ? whole(513, 700) : size();
      return {
        m: size(),
        depth: long,
        n: size(),
        a: random() < 0.5,
        b: random() < 0.5,
        cut: whole(0, 3),
      };
    });
    const feeds: Record<string, Packed> = {};
    for (const [i, { m, depth, n, a, b, cut }] of cases.entries()) {
      feeds[`a${i}`] = a ? floats(depth, m + cut) : floats(m, depth + cut);
      feeds[`b${i}`] = b ? floats(n, depth + cut) : floats(depth, n + cut);
    }
    const part = (x: tf.Tensor, columns: number): tf.Tensor2D =>
      tf.slice(x as tf.Tensor2D, [0, 0], [-1, columns]);
    const f: Traceable = (x) =>
      Object.fromEntries(
        cases.map(({ m, depth, n, a, b }, i) => {
          const left = part(x[`a${i}`]!, a ? m : depth);
          return [`c${i}`, tf.matMul(left, part(x[`b${i}`]!, b ? depth : n), a, b)];
        }),
      );
    const outputs = await run(f, feeds);
    for (const [i, { m, depth, n, a, b }] of cases.entries()) {
      const at = ({ data, shape }: Packed, row: number, column: number, turned: boolean): number =>
        data[turned ? column * shape[1]! + row : row * shape[1]! + column]!;
      for (let row = 0; row < m; row++) {
        for (let column = 0; column < n; column++) {
          let [sum, size] = [0, 0];
          for (let k = 0; k < depth; k++) {
            const term = at(feeds[`a${i}`]!, row, k, a) * at(feeds[`b${i}`]!, k, column, b);
            sum += term;
            size += Math.abs(term);
          }
          const found = outputs[`c${i}`]!.data[row * n + column]!;
          if (!(Math.abs(found - sum) <= 1e-6 * size)) {
            expect.fail(
              `case ${i}, ${JSON.stringify(cases[i])}: ${found} at ${row}, ${column}, expected ${sum}`,
            );
          }
        }
      }
    }
  });

  test("sums and elementwise functions of 200 random views", async () => {
    const cases = Array.from({ length: 200 }, () => {
      const rank = whole(1, 4);
      const shape = Array.from({ length: rank }, () => whole(1, 9));
      const perm = [...shape.keys()].sort(() => random() - 0.5);
      const other = shape.map((size) => (random() < 0.4 ? 1 : size));
      const axes = [...shape.keys()].filter(() => random() < 0.5);
      const begin = shape.map((size) => whole(0, size - 1));
      return { shape, perm, other, axes, begin };
    });
    const feeds = Object.fromEntries(
      cases.flatMap(({ shape, other }, i) => [
        [`x${i}`, floats(...shape)],
        [`y${i}`, floats(...other)],
      ]),
    );
    const f: Traceable = (inputs) =>
      Object.fromEntries(
        cases.map(({ perm, axes, begin }, i) => {
          const x = tf.mul(inputs[`x${i}`]!, tf.tanh(inputs[`y${i}`]!));
          const turned = tf.transpose(tf.slice(x, begin), perm);
          const again = tf.add(
            turned,
            tf.transpose(tf.exp(tf.slice(inputs[`x${i}`]!, begin)), perm),
          );
          return [`z${i}`, tf.sum(again, axes)];
        }),
      );
    const [found, expected] = [await run(f, feeds), await compileTraceable(f, tfjsRuntime)(feeds)];
    for (const i of cases.keys()) {
      const [a, b] = [found[`z${i}`]!, expected[`z${i}`]!];
      expect(a.shape).toEqual(b.shape);
      const largest = Math.max(1, ...[...b.data].map(Math.abs));
      for (const [j, y] of b.data.entries()) {
        if (Math.abs(a.data[j]! - y) <= 2e-6 * largest) continue;
        expect.fail(`case ${i}, ${JSON.stringify(cases[i])}: ${a.data[j]} at ${j}, expected ${y}`);
      }
    }
  });
});
