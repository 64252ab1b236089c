import { type ConditionalProposal, key, normal, uniform } from "@ebm/core";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { jointPartitionLoss } from "../src/joint-partition-loss.js";
import { divergences } from "./divergences.js";

/**
 * Tests the laws that every proposal must satisfy, against brute force over its members.
 *
 * @param proposalOf Returns the proposal of some scores. Shape [batch, labels].
 */
export function describeProposal(
  name: string,
  proposalOf: (scores: tf.Tensor2D) => ConditionalProposal,
  members: readonly number[][],
): void {
  const labels = members[0]!.length;
  const scores = tf.keep(tf.tensor2d(normal(key(1), 2 * labels), [2, labels]));
  const all = tf.keep(tf.tensor3d([[...members]]));

  describe(name, () => {
    test("sums to 1 over the members", () => {
      expectClose(tf.sum(tf.exp(proposalOf(scores).logProb(all)), 1), [1, 1]);
    });

    test("samples each member with its probability", () => {
      const size = 6000;
      const { noiseDim, sample, logProb } = proposalOf(scores);
      const uniforms = uniform(key(2), 2 * size * noiseDim);
      const draws = sample(tf.tensor3d(uniforms, [2, size, noiseDim])).arraySync();
      const likely = tf.exp(logProb(all)).arraySync();
      for (const [row, ys] of draws.entries()) {
        const counts = new Map(members.map((y) => [y.join(), 0]));
        for (const y of ys) counts.set(y.join(), counts.get(y.join())! + 1); // NaN if no member
        for (const [m, count] of [...counts.values()].entries()) {
          const p = likely[row]![m]!;
          expect(Math.abs(count - size * p)).toBeLessThan(4 * Math.sqrt(size * p * (1 - p)) + 1e-3);
        }
      }
    });

    test("draws constants to the gradient", () => {
      const { noiseDim } = proposalOf(scores);
      const noise = tf.tensor3d(uniform(key(5), 10 * noiseDim), [2, 5, noiseDim]);
      const through = tf.grad((s: tf.Tensor) => tf.sum(proposalOf(s as tf.Tensor2D).sample(noise)));
      expect(() => through(scores)).toThrow(/gradient/);
    });

    test("has the log-probabilities of rows, whether draws are shared or not", () => {
      const each = tf.tile(all, [2, 1, 1]);
      expectClose(proposalOf(scores).logProb(all), proposalOf(scores).logProb(each));
    });

    test("is right to differentiate in its scores", () => {
      expectGradient((s) => proposalOf(s as tf.Tensor2D).logProb(all), [scores]);
    });

    test("is finite at scores of ±1e4, and so are its gradients", () => {
      const far = tf.tensor2d([Array.from({ length: labels }, (_, i) => (i % 2 ? 1e4 : -1e4))]);
      const logProb = (s: tf.Tensor) => proposalOf(s as tf.Tensor2D).logProb(all);
      const { noiseDim, sample } = proposalOf(far);
      const draws = sample(tf.tensor3d(uniform(key(3), 50 * noiseDim), [1, 50, noiseDim]));
      for (const found of [logProb(far), tf.grad(logProb)(far), draws]) {
        expect(found.dataSync().every(Number.isFinite)).toBe(true);
      }
    });

    test.each(divergences)("leaves the loss with %s unbiased", (_, divergence) => {
      const row = tf.slice(scores, [0, 0], [1, labels]);
      const logProb = proposalOf(row).logProb(all);
      const probabilities = tf.exp(logProb).dataSync();
      const logWeights = tf.sub<tf.Tensor2D>(-Math.log(members.length), logProb);
      const sampleEnergy = tf.tensor2d(normal(key(4), members.length), [1, members.length]);
      const rest = { dataEnergy: tf.tensor1d([0.3]), logPartition: tf.tensor1d([0.2]) };
      const one = (x: tf.Tensor2D, m: number): tf.Tensor2D => tf.slice(x, [0, m], [1, 1]);

      const mean = members.reduce((sum, _, m) => {
        const loss = jointPartitionLoss(
          { ...rest, sampleEnergy: one(sampleEnergy, m), sampleLogWeights: one(logWeights, m) },
          { divergence },
        );
        return sum + probabilities[m]! * loss.dataSync()[0]!;
      }, 0);
      expectClose(jointPartitionLoss({ ...rest, sampleEnergy }, { divergence }), mean, {
        rtol: 2e-5,
        atol: 2e-5,
      });
    });
  });
}
