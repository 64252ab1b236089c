import { key, normal, uniform } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import type { RankingStructure, Structure } from "../src/index.js";

/** What every structure must satisfy, against brute force over `enumerate()` in float64. */
export function describeStructure(structure: Structure): void {
  const { name, dim, noiseDim, logSize, argmax, sample, logPartition } = structure;
  const all = [...structure.enumerate()].map((y) => [...y]);
  const rows = 16;
  const values = Array.from(normal(key(1), rows * dim), (z) => 2 * z);
  const scores = tf.keep(tf.tensor2d(values, [rows, dim]));

  describe(name, () => {
    test("enumerates distinct members, as many as logSize says", () => {
      expect(new Set(all.map(String)).size).toBe(all.length);
      expectClose(logSize, Math.log(all.length), { rtol: 1e-12, atol: 1e-12 });
    });

    test("argmax is the member with the largest inner product", () => {
      const best = argmax(scores).arraySync();
      for (const [row, products] of innerProducts(values, all).entries()) {
        expectClose(best[row]!, all[products.indexOf(Math.max(...products))]!);
      }
    });

    test("argmax is a member where scores tie, and where they are ±1e4", () => {
      const ties = tf.tensor2d([new Array(dim).fill(0), new Array(dim).fill(1e4)]);
      for (const y of [...membersOf(argmax(ties)), ...membersOf(argmax(tf.mul(scores, 1e4)))]) {
        expect(all.map(show)).toContain(y);
      }
    });

    test("sample draws every member equally often", () => {
      const expected = 400;
      const draws = expected * all.length;
      const uniforms = tf.tensor2d(uniform(key(2), draws * noiseDim), [draws, noiseDim]);
      const counts = new Map(all.map((y) => [show(y), 0]));
      for (const y of membersOf(sample(uniforms))) counts.set(y, counts.get(y)! + 1);
      const statistic = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2, 0);
      const freedom = all.length - 1;
      expect(counts.size).toBe(all.length);
      expect(statistic / expected).toBeLessThanOrEqual(freedom + 4 * Math.sqrt(2 * freedom));
    });

    test("sample takes uniforms that are equal, and 0", () => {
      const [y] = membersOf(sample(tf.zeros([1, noiseDim])));
      expect(all.map(show)).toContain(y);
    });

    test("names the input whose shape does not fit", () => {
      const wrong = tf.zeros<tf.Rank.R2>([2, 99]);
      expect(() => argmax(wrong)).toThrow(
        `${name}.argmax: \`scores\` has shape [2, 99], expected [batch, ${dim}]`,
      );
      expect(() => sample(wrong)).toThrow(`${name}.sample: \`uniforms\` has shape [2, 99]`);
      if (logPartition)
        expect(() => logPartition(wrong)).toThrow(`${name}.logPartition: \`scores\``);
    });
  });

  if (!logPartition) return;

  describe(`${name}.logPartition`, () => {
    const sum = (s: tf.Tensor): tf.Scalar => tf.sum(logPartition(s as tf.Tensor2D));

    test("sums over the set", () => {
      const exact = innerProducts(values, all).map(logSumExp);
      expectClose(logPartition(scores), exact, { rtol: 2e-6, atol: 2e-6 });
    });

    test("has the mean as its gradient", () => {
      expectClose(
        tf.grad(sum)(scores),
        moments(values, all).flatMap(({ mean }) => mean),
      );
    });

    test("has the covariance as its second derivative", () => {
      const v = tf.tensor2d(normal(key(3), rows * dim), [rows, dim]);
      const along = (s: tf.Tensor): tf.Scalar => tf.sum(tf.mul(tf.grad(sum)(s), v));
      const products = moments(values, all).flatMap(({ covariance }, row) =>
        covariance.map((c) => dot(c, [...v.dataSync().subarray(row * dim, (row + 1) * dim)])),
      );
      expectClose(tf.grad(along)(scores), products, { rtol: 1e-4, atol: 2e-5 });
    });

    test("is finite at ±1e4, and so are its derivatives", () => {
      const large = tf.mul(scores, 1e4);
      const exact = innerProducts([...large.dataSync()], all).map(logSumExp);
      expectClose(logPartition(large as tf.Tensor2D), exact, { rtol: 1e-5 });
      const along = (s: tf.Tensor): tf.Scalar => tf.sum(tf.mul(tf.grad(sum)(s), scores));
      for (const gradient of [tf.grad(sum)(large), tf.grad(along)(large)]) {
        expect(gradient.dataSync().every(Number.isFinite)).toBe(true);
      }
    });
  });
}

/** What every structure that encodes rankings must satisfy besides. */
export function describeRankings(structure: RankingStructure): void {
  const { name, encode, decode, enumerate } = structure;
  const all = [...enumerate()];

  describe(name, () => {
    test("encodes what it decodes", () => {
      for (const y of all) expect(encode(decode(y))).toEqual(y);
    });

    test("refuses ranks that are no permutation", () => {
      const size = decode(all[0]!).length;
      for (const ranks of [new Array(size).fill(size), [], [0.5]]) {
        expect(() => encode(ranks)).toThrow(`${name}.encode: \`ranks\` has [${ranks.join(", ")}]`);
      }
    });
  });
}

const show = (y: readonly number[]): string => y.map((v) => v.toFixed(3)).join(" ");

const membersOf = (ys: tf.Tensor): string[] => (ys.arraySync() as number[][]).map(show);

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** ⟨θ, y⟩ of each row θ and each member y. */
function innerProducts(values: readonly number[], all: readonly number[][]): number[][] {
  const dim = all[0]!.length;
  return Array.from({ length: values.length / dim }, (_, row) =>
    all.map((y) => dot(y, values.slice(row * dim, (row + 1) * dim))),
  );
}

function logSumExp(values: readonly number[]): number {
  const max = Math.max(...values);
  return max + Math.log(values.reduce((sum, v) => sum + Math.exp(v - max), 0));
}

/** The mean and covariance of y under p(y) ∝ exp⟨θ, y⟩, of each row θ. */
function moments(
  values: readonly number[],
  all: readonly number[][],
): { mean: number[]; covariance: number[][] }[] {
  return innerProducts(values, all).map((products) => {
    const total = logSumExp(products);
    const p = products.map((product) => Math.exp(product - total));
    const mean = all[0]!.map((_, i) =>
      dot(
        p,
        all.map((y) => y[i]!),
      ),
    );
    const covariance = mean.map((a, i) =>
      mean.map((b, j) =>
        dot(
          p,
          all.map((y) => (y[i]! - a) * (y[j]! - b)),
        ),
      ),
    );
    return { mean, covariance };
  });
}
