import { key, normal, type Proposal } from "@ebm/core";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { exactLogNormalizer } from "../src/estimates/exact-log-normalizer.js";
import type { UniformBoxParams } from "../src/proposals/uniform-box.js";

export interface ProposalLaws {
  /** A box that contains all but a negligible fraction of the mass. */
  readonly box: UniformBoxParams;
  /** Number of quadrature nodes along each axis. */
  readonly points?: number;
  /** The tolerance for its normalizer. */
  readonly tolerance?: number;
  /** Whether log q has a gradient to check. */
  readonly smooth?: boolean;
}

const DRAWS = 8000;
const BINS = 8;

/** Tests the laws of every proposal in one or two dimensions. */
export function describeProposal(name: string, proposal: Proposal, laws: ProposalLaws): void {
  const { dim, noiseDim, sample, logProb } = proposal;
  const { box, points = dim === 1 ? 4001 : 161, tolerance = 2e-3, smooth = true } = laws;
  const noise = (seed: number, draws: number): tf.Tensor2D =>
    tf.tensor2d(normal(key(seed), draws * noiseDim), [draws, noiseDim]);
  const energy = ({ data, shape }: { data: Float32Array; shape: readonly [number, number] }) =>
    tf.tidy(() => tf.neg(logProb(tf.tensor2d(data, [...shape]))).dataSync());

  describe(name, () => {
    test("integrates to 1", async () => {
      const { logNormalizer } = await exactLogNormalizer(energy, box, { points });
      expect(Math.abs(logNormalizer)).toBeLessThan(tolerance);
    });

    test("draws as often from a bin as its density says", async () => {
      const y = sample(noise(1, DRAWS));
      expect(y.shape).toEqual([DRAWS, dim]);
      const values = y.dataSync();
      // bins along the first axis that hold as much of the draws each, the box's ends at the ends
      const first = Float64Array.from({ length: DRAWS }, (_, i) => values[i * dim]!).sort();
      const cuts = Array.from({ length: BINS - 1 }, (_, i) => first[((i + 1) * DRAWS) / BINS]!);
      const ends = [box.low[0]!, ...cuts, box.high[0]!];
      let [chiSquared, total] = [0, 0];
      for (let bin = 0; bin < BINS; bin++) {
        const [from, to] = [ends[bin]!, ends[bin + 1]!];
        const part = { low: [from, ...box.low.slice(1)], high: [to, ...box.high.slice(1)] };
        const { logNormalizer } = await exactLogNormalizer(energy, part, {
          points: dim === 1 ? 1001 : 61,
        });
        const expected = DRAWS * Math.exp(logNormalizer);
        chiSquared += (DRAWS / BINS - expected) ** 2 / expected;
        total += expected;
      }
      expect(total / DRAWS).toBeCloseTo(1, 2);
      expect(chiSquared).toBeLessThan(30); // of 7 degrees of freedom: by chance 1 in 10⁴
    });

    test("has the means that its density says, of a bounded function along directions", async () => {
      const y = sample(noise(2, DRAWS));
      for (const direction of dim === 1
        ? [[1]]
        : [
            [1, 1],
            [1, -0.5],
          ]) {
        const f = (at: tf.Tensor2D): tf.Tensor =>
          tf.sigmoid(tf.sub(tf.sum(tf.mul(at, direction), 1), 0.3));
        const { mean, variance } = tf.moments(f(y));
        const { logNormalizer } = await exactLogNormalizer(
          ({ data, shape }) =>
            tf.tidy(() => {
              const at = tf.tensor2d(data, [...shape]);
              return tf.neg(tf.add(logProb(at), tf.log(f(at)))).dataSync();
            }),
          box,
          { points },
        );
        const error = Math.sqrt(variance.dataSync()[0]! / DRAWS);
        const distance = Math.abs(mean.dataSync()[0]! - Math.exp(logNormalizer));
        expect(distance).toBeLessThan(4 * error + tolerance);
      }
    });

    test("draws constants, the same for the same noise", () => {
      expectClose(sample(noise(3, 5)), sample(noise(3, 5)), { rtol: 0, atol: 0 });
      const through = tf.grad((z: tf.Tensor) => tf.sum(sample(z as tf.Tensor2D)));
      expect(() => through(noise(3, 5))).toThrow(/gradient/);
    });

    test("has a finite log-density at ±1e4, and where the noise is at its ends", () => {
      const far = tf.tensor2d([1e4, -1e4, 0, 1e4, -1e4, 0].slice(0, 3 * dim), [3, dim]);
      const ends = tf.tensor2d(
        new Array(2 * noiseDim).fill(0).map((_, i) => (i % 2 ? 6.77 : -6.77)),
        [2, noiseDim],
      );
      for (const at of [far, sample(ends)]) {
        for (const value of logProb(at as tf.Tensor2D).dataSync()) {
          expect(Number.isFinite(value)).toBe(true);
        }
      }
    });

    test.runIf(smooth)("has the gradient that finite differences say", () => {
      const y = tf.tensor2d(sample(noise(4, 4)).dataSync(), [4, dim]);
      expectGradient((at) => logProb(at as tf.Tensor2D), [y], {
        step: 1 / 64,
        rtol: 5e-3,
        atol: 5e-3,
      });
    });

    test("names the input whose shape does not fit", () => {
      expect(() => sample(tf.zeros([2, noiseDim + 1]))).toThrow(/expected \[samples, \d+\]/);
      expect(() => logProb(tf.zeros([2, dim + 1]))).toThrow(/expected \[(samples|batch), \d+\]/);
    });
  });
}
