import { key } from "@ebm/core";
import type { MatrixLike } from "@ebm/core/matrix";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { drawn, meanLogProb, points, truth } from "../../test/mixture-points.js";
import { weightDiagnostics } from "../estimates/weight-diagnostics.js";
import { gaussian } from "../proposals/gaussian.js";
import { gaussianMixture } from "../proposals/gaussian-mixture.js";
import { adaptGaussianMixture } from "./adapt-gaussian-mixture.js";
import { fitGaussian } from "./fit-gaussian.js";
import { fitGaussianMixture } from "./fit-gaussian-mixture.js";

describe("fitGaussianMixture", () => {
  const fit = fitGaussianMixture(points, { components: 2, key: key(2) });

  test("recovers the mixture that the points are of", () => {
    const order = fit.means[0]![0]! < fit.means[1]![0]! ? [0, 1] : [1, 0];
    const [left, right] = order as [number, number];
    expectClose(
      order.map((k) => Math.exp(fit.logWeights[k]!)),
      [0.25, 0.75],
      { atol: 0.03 },
    );
    expectClose([...fit.means[left]!, ...fit.means[right]!], [-3, 0, 2, 1], { atol: 0.12 });
    expectClose(fit.factors[left]!.flat(), [0.5, 0, 0.3, 0.4], { atol: 0.08 });
    expectClose(fit.factors[right]!.flat(), [1, 0, -0.5, 1], { atol: 0.08 });
  });

  test("is more likely than the truth at its points, and no less elsewhere but for chance", () => {
    const fitted = gaussianMixture(fit);
    expect(meanLogProb(fitted, points)).toBeGreaterThan(meanLogProb(truth, points) - 1e-3);
    const fresh = drawn(truth, 3000, 3);
    expect(meanLogProb(fitted, fresh)).toBeGreaterThan(meanLogProb(truth, fresh) - 0.02);
  });

  test("of one component is the Gaussian, but for the ridge", () => {
    const one = fitGaussianMixture(points, { components: 1, key: key(3), ridge: 0 });
    const { mean, factor } = fitGaussian(points);
    expectClose(one.means[0]!, mean);
    expectClose(one.factors[0]!.flat(), factor.flat());
  });

  test("gains from each iteration", () => {
    const values = [0, 1, 2, 5, 20].map((iterations) =>
      meanLogProb(
        gaussianMixture(
          fitGaussianMixture(points, { components: 3, key: key(4), iterations, ridge: 1e-6 }),
        ),
        points,
      ),
    );
    for (const [i, value] of values.slice(1).entries()) {
      expect(value).toBeGreaterThan(values[i]! - 1e-5);
    }
    expect(values.at(-1)).toBeGreaterThan(values[0]! + 0.01);
  });

  test("allows a constant coordinate that has noise", () => {
    const points = { data: Float64Array.of(0, 7, 1, 7, 2, 7), shape: [3, 2] as const };
    const fit = (noise?: readonly number[]) =>
      fitGaussianMixture(points, { components: 1, key: key(1), noise });
    expect(fit([0, 0.25]).factors[0]![1]![1]).toBeCloseTo(0.5, 6);
    expect(() => fit()).toThrow("7 in every row of coordinate 1");
  });

  test("stays finite with as many components as points, and equal ones", () => {
    const twice: MatrixLike = { data: [0, 0, 1, 1, 0, 0, 1, 2], shape: [4, 2] };
    const many = fitGaussianMixture(twice, { components: 4, key: key(5) });
    expect(Number.isFinite(meanLogProb(gaussianMixture(many), twice))).toBe(true);
  });
});

describe("adaptGaussianMixture", () => {
  test("draws a mixture to the model, from draws of the mixture itself", () => {
    let mixture = fitGaussianMixture(
      drawn(
        gaussian({
          mean: [0, 0],
          factor: [
            [4, 0],
            [0, 3],
          ],
          whitener: [
            [0.25, 0],
            [0, 1 / 3],
          ],
        }),
        500,
        4,
      ),
      {
        components: 3,
        key: key(6),
      },
    );
    const share = (seed: number): { effective: number; next: typeof mixture } => {
      const q = gaussianMixture(mixture);
      const at = drawn(q, 2000, seed);
      const y = tf.tensor2d(Float32Array.from(at.data), [2000, 2]);
      const logWeights = tf.sub(truth.logProb(y), q.logProb(y)).dataSync<"float32">();
      const effective = weightDiagnostics(logWeights).effectiveDraws / 2000;
      return { effective, next: adaptGaussianMixture({ mixture, points: at, logWeights }) };
    };
    const start = share(10).effective;
    for (let step = 0; step < 12; step++) mixture = share(20 + step).next;
    expect(start).toBeLessThan(0.5);
    expect(share(50).effective).toBeGreaterThan(0.9);
  });

  test("changes nothing but for chance where the weights are equal", () => {
    const mixture = fitGaussianMixture(points, { components: 2, key: key(2) });
    const at = drawn(gaussianMixture(mixture), 4000, 7);
    const next = adaptGaussianMixture({ mixture, points: at, logWeights: new Float64Array(4000) });
    expectClose(next.means.flat(), mixture.means.flat(), { atol: 0.1 });
    expectClose(next.factors.flat(2), mixture.factors.flat(2), { atol: 0.1 });
  });

  test("cuts the weight of a draw that has half of the total", () => {
    const mixture = fitGaussianMixture(points, { components: 1, key: key(2) });
    const logWeights = new Float64Array(3000);
    const before = adaptGaussianMixture({ mixture, points, logWeights }).means[0]![0]!;
    logWeights[0] = Math.log(2999);
    const after = adaptGaussianMixture({ mixture, points, logWeights }).means[0]![0]!;
    // it then has 1 / √3000 of it, of what is left of the total
    const kept = 1 / Math.sqrt(3000);
    const share = kept / (kept + 0.5);
    const expected = before + (points.data[0]! - before) * (share - 1 / 3000);
    expect(Math.abs(after - expected)).toBeLessThan(1e-3);
  });

  test("keeps a component that no weight falls on", () => {
    const mixture = fitGaussianMixture(points, { components: 2, key: key(2) });
    const logWeights = Float64Array.from({ length: 3000 }, (_, i) =>
      points.data[2 * i]! < -1.5 ? -1e4 : 1e4,
    );
    const next = adaptGaussianMixture({ mixture, points, logWeights });
    const left = mixture.means[0]![0]! < mixture.means[1]![0]! ? 0 : 1;
    expect(next.logWeights[left]).toBeLessThan(-5);
    expect(next.factors.flat(2).every(Number.isFinite)).toBe(true);
  });

  test("refuses weights that say nothing", () => {
    const mixture = fitGaussianMixture(points, { components: 1, key: key(2) });
    const logWeights = new Float64Array(3000).fill(-Infinity);
    expect(() =>
      adaptGaussianMixture({ mixture, points, logWeights }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: adaptGaussianMixture: \`logWeights\` has 3000 entries with log-sum-exp -Infinity, expected a finite number.]`,
    );
  });
});
