import { key, normal, uniform } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import type { Structure } from "../src/index.js";
import { dot, rowsOf } from "./brute-force.js";

/**
 * Tests the laws of a structure that is too large to enumerate: against its float64 form if it is
 * exact; otherwise its oracles must throw.
 */
export function describeReferee(structure: Structure): void {
  if (structure.isExact) describeExact(structure);
  else describeOutOfReach(structure);
}

function describeExact(structure: Structure): void {
  const { name, dim, noiseDim, logSize, argmax, sample, logPartition, exactLogPartition } =
    structure;
  const values = normal(key(5), 2 * dim);
  const scores = tf.keep(tf.tensor2d(values, [2, dim]));
  const thetas = rowsOf(values, dim);
  const sum = (s: tf.Tensor): tf.Scalar => tf.sum(logPartition(s as tf.Tensor2D));

  describe(`${name}, by its float64 form`, () => {
    test("logPartition agrees", () => {
      const exact = thetas.map((theta) => exactLogPartition(theta));
      expectClose(logPartition(scores), exact, { rtol: 2e-6, atol: 5e-6 });
    });

    test("logPartition at 0 is logSize", () => {
      expectClose(exactLogPartition(new Array(dim).fill(0)), logSize, { rtol: 1e-12 });
    });

    test("the gradient agrees with finite differences", () => {
      const step = 1e-4;
      const slopes = thetas.flatMap((theta) =>
        theta.map((_, i) => {
          const at = (h: number): number =>
            exactLogPartition(theta.map((value, j) => (i === j ? value + h : value)));
          return (at(step) - at(-step)) / (2 * step);
        }),
      );
      expectClose(tf.grad(sum)(scores), slopes, { rtol: 1e-4, atol: 2e-5 });
    });

    test("argmax attains what the log-partition tends to as scores grow", () => {
      const best = argmax(scores).arraySync();
      for (const [row, theta] of thetas.entries()) {
        const limit = exactLogPartition(theta.map((value) => 1e7 * value)) / 1e7;
        expect(Math.abs(dot(theta, best[row]!) - limit)).toBeLessThanOrEqual(1e-6 * logSize);
      }
    });

    test("draws have the mean of the uniform distribution", () => {
      const draws = 1000;
      const noise = tf.tensor2d(uniform(key(6), draws * noiseDim), [draws, noiseDim]);
      const { mean, variance } = tf.moments(sample(noise), 0);
      const exact = tf.grad(sum)(tf.zeros([1, dim]));
      const z = tf.div(tf.sub(mean, exact), tf.sqrt(tf.add(tf.div(variance, draws), 1e-10)));
      expect(tf.max(tf.abs(z)).dataSync()[0]).toBeLessThan(4.5);
    });
  });
}

function describeOutOfReach(structure: Structure): void {
  const { name, dim, noiseDim, logSize, argmax, sample, logPartition, exactLogPartition } =
    structure;

  describe(`${name}, out of reach`, () => {
    test("logPartition says so in a line", () => {
      const limit = /^.+\.logPartition: \d+ (labels|rows|columns), expected \d+ or fewer\.$/;
      expect(() => logPartition(tf.zeros([1, dim]))).toThrow(limit);
      expect(() => logPartition(tf.zeros([1, dim]))).toThrow(`${name}.logPartition: `);
    });

    test("exactLogPartition says so in a line, unless it reaches further", () => {
      const limit = /^.+\.exactLogPartition: \d+ (labels|rows|columns), expected \d+ or fewer\.$/;
      const zeros = new Array<number>(dim).fill(0);
      try {
        expectClose(exactLogPartition(zeros), logSize, { rtol: 1e-12 });
      } catch (error) {
        expect(error).toMatchObject({ message: expect.stringMatching(limit) });
      }
    });

    test("the other oracles work", () => {
      const uniforms = tf.tensor2d(uniform(key(6), 2 * noiseDim), [2, noiseDim]);
      const y = sample(uniforms);
      expectClose(argmax(y), y);
    });
  });
}
