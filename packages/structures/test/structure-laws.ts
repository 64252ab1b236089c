import { key, normal, uniform } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test, vi } from "vitest";
import type { Structure } from "../src/index.js";
import {
  chiSquaredLimit,
  dot,
  innerProducts,
  logSumExp,
  membersOf,
  moments,
  rowsOf,
  show,
} from "./brute-force.js";
import { describeMembers } from "./member-laws.js";
import { describeProposals } from "./proposal-laws.js";

/**
 * Tests the laws of every structure against brute force over `enumerate()` in float64. A structure
 * that is small enough for that is exact.
 *
 * @param areNeighbors Whether an elementary move leads from one object to another.
 */
export function describeStructure<Natural>(
  structure: Structure<Natural>,
  areNeighbors: (a: Natural, b: Natural) => boolean,
): void {
  const { name, dim, noiseDim, isExact, argmaxOn } = structure;
  const { argmax, sample, logPartition, exactLogPartition } = structure;
  const all = [...structure.enumerate()].map((y) => [...y]);
  const rows = 8;
  const values = Array.from(normal(key(1), rows * dim), (z) => 2 * z);
  const scores = tf.keep(tf.tensor2d(values, [rows, dim]));

  describeMembers(structure);
  describeProposals(structure, areNeighbors);

  describe(name, () => {
    test("argmax is the member with the largest inner product", () => {
      const best = argmax(scores).arraySync();
      for (const [row, products] of innerProducts(values, all).entries()) {
        expectClose(best[row]!, all[products.indexOf(Math.max(...products))]!);
      }
    });

    test("argmax reads its scores if it runs on the host, and only then", () => {
      const read = vi.spyOn(tf.Tensor.prototype, "dataSync");
      argmax(scores);
      const isRead = read.mock.calls.length > 0;
      read.mockRestore();
      expect(argmaxOn).toBe(isRead ? "host" : "tensors");
    });

    test("argmax is a member where scores tie, and where they are ±1e4", () => {
      const ties = tf.tensor2d([0, 1e4, -1e4].map((score) => new Array(dim).fill(score)));
      for (const y of [...membersOf(argmax(ties)), ...membersOf(argmax(tf.mul(scores, 1e4)))]) {
        expect(all.map(show)).toContain(y);
      }
    });

    test("argmax is constant to gradients: it is the gradient of the largest inner product", () => {
      const largest = (s: tf.Tensor): tf.Scalar => tf.sum(tf.mul(s, argmax(s as tf.Tensor2D)));
      expectClose(tf.grad(largest)(scores), argmax(scores));
    });

    test("sample draws every member equally often", () => {
      const expected = 200;
      const draws = expected * all.length;
      const uniforms = tf.tensor2d(uniform(key(2), draws * noiseDim), [draws, noiseDim]);
      const counts = new Map(all.map((y) => [show(y), 0]));
      for (const y of membersOf(sample(uniforms))) counts.set(y, counts.get(y)! + 1);
      const statistic = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2, 0);
      expect(counts.size).toBe(all.length);
      expect(statistic / expected).toBeLessThanOrEqual(chiSquaredLimit(all.length - 1));
    });

    test("sample takes equal uniforms, 0 or the largest", () => {
      for (const u of [0, 1 - 2 ** -24]) {
        const [y] = membersOf(sample(tf.fill([1, noiseDim], u)));
        expect(all.map(show)).toContain(y);
      }
    });

    test("names the input whose shape does not fit", () => {
      const wrong = tf.zeros<tf.Rank.R2>([2, 99]);
      expect(() => argmax(wrong)).toThrow(
        `${name}.argmax: \`scores\` has shape [2, 99], expected [batch, ${dim}]`,
      );
      expect(() => sample(wrong)).toThrow(`${name}.sample: \`uniforms\` has shape [2, 99]`);
      expect(() => logPartition(wrong)).toThrow(`${name}.logPartition: \`scores\``);
      expect(() => exactLogPartition(new Array(99))).toThrow(
        `${name}.exactLogPartition: \`scores\` has 99 entries, expected ${dim}.`,
      );
    });
  });

  describe(`${name}.logPartition`, () => {
    const sum = (s: tf.Tensor): tf.Scalar => tf.sum(logPartition(s as tf.Tensor2D));
    // along scores, it may be linear
    const gradient = (f: (s: tf.Tensor) => tf.Scalar, at: tf.Tensor): tf.Tensor =>
      tf.engine().gradients(() => f(at), [at], undefined, true).grads[0] ?? tf.zerosLike(at);

    test("sums over the set", () => {
      expect(isExact).toBe(true);
      const exact = innerProducts(values, all).map(logSumExp);
      expectClose(logPartition(scores), exact, { rtol: 2e-6, atol: 2e-6 });
    });

    test("in float64 sums over the set to 1e-10, and at ±1e4 to 1e-14 of the largest term", () => {
      for (const scale of [1, 1e4]) {
        const scaled = values.map((value) => scale * value);
        const exact = innerProducts(scaled, all).map(logSumExp);
        const found = rowsOf(scaled, dim).map((theta) => exactLogPartition(theta));
        expectClose(found, exact, { rtol: 1e-14, atol: 1e-10 });
      }
    });

    test("has the mean as its gradient", () => {
      const means = moments(values, all).flatMap(({ mean }) => mean);
      expectClose(gradient(sum, scores), means);
    });

    test("has the covariance as its second derivative", () => {
      const v = tf.tensor2d(normal(key(3), rows * dim), [rows, dim]);
      const along = (s: tf.Tensor): tf.Scalar => tf.sum(tf.mul(gradient(sum, s), v));
      const ways = v.arraySync();
      const products = moments(values, all).flatMap(({ covariance }, row) =>
        covariance.map((c) => dot(c, ways[row]!)),
      );
      expectClose(gradient(along, scores), products, { rtol: 1e-4, atol: 2e-5 });
    });

    test("is of the members without an entry, if that scores −1e4 and there are such", () => {
      const forbidding = values.map((value, at) =>
        at % dim === Math.floor(at / dim) % dim ? -1e4 : value,
      );
      const products = innerProducts(forbidding, all);
      const isPossible = (row: number): boolean => Math.abs(Math.max(...products[row]!)) < 100;
      const possible = <T>(ofRows: readonly T[]): T[] => ofRows.filter((_, row) => isPossible(row));

      const theta = tf.tensor2d(forbidding, [rows, dim]);
      const found = possible([...logPartition(theta).dataSync()]);
      expectClose(found, possible(products).map(logSumExp), { rtol: 2e-6, atol: 2e-6 });
      const means = possible(rowsOf(gradient(sum, theta).dataSync(), dim)).flat();
      expectClose(
        means,
        possible(moments(forbidding, all)).flatMap(({ mean }) => mean),
      );
    });

    test("differentiates by tf.grad, even where it is constant", () => {
      expectClose(tf.grad(sum)(scores), gradient(sum, scores));
    });

    test("takes −∞ for −1e9, as the other oracles do", () => {
      const along = (s: tf.Tensor): tf.Scalar => tf.sum(tf.mul(gradient(sum, s), scores));
      // one entry, two entries, and all
      for (const entries of [[0], [0, 1], scores.dataSync().keys()]) {
        const places = [...entries];
        const lowered = (score: number): number[] =>
          values.map((value, at) => {
            const [row, entry] = [Math.floor(at / dim), at % dim];
            return places.some((place) => (row + place) % dim === entry) ? score : value;
          });
        const [forbidden, low] = [lowered(-Infinity), lowered(-1e9)];
        const toTensor = (list: readonly number[]): tf.Tensor2D =>
          tf.tensor2d([...list], [rows, dim]);
        for (const oracle of [
          argmax,
          logPartition,
          (s: tf.Tensor) => gradient(sum, s),
          (s: tf.Tensor) => gradient(along, s),
        ]) {
          const found = oracle(toTensor(forbidden)).dataSync();
          expect(found).toEqual(oracle(toTensor(low)).dataSync());
          expect(found.every(Number.isFinite)).toBe(true);
        }
        expect(rowsOf(forbidden, dim).map(exactLogPartition)).toEqual(
          rowsOf(low, dim).map(exactLogPartition),
        );
      }
    });

    test("is finite at ±1e4, and so are its derivatives", () => {
      for (const large of [
        tf.mul(scores, 1e4),
        tf.fill(scores.shape, 1e4),
        tf.fill(scores.shape, -1e4),
      ]) {
        const exact = innerProducts(large.dataSync(), all).map(logSumExp);
        expectClose(logPartition(large as tf.Tensor2D), exact, { rtol: 1e-5, atol: 1e-2 * dim });
        const along = (s: tf.Tensor): tf.Scalar => tf.sum(tf.mul(gradient(sum, s), scores));
        for (const derivative of [gradient(sum, large), gradient(along, large)]) {
          expect(derivative.dataSync().every(Number.isFinite)).toBe(true);
        }
      }
    });
  });
}
