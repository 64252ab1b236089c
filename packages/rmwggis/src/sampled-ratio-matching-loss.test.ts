import { key, normal, uniform, valueAndGrad } from "@ebm/core";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { categoryChanges } from "./category-changes.js";
import { denseEnergy } from "./dense-energy.js";
import type { NeighborSampler } from "./neighbor-sampler.js";
import { ratioMatchingLoss } from "./ratio-matching-loss.js";
import { consistentRatio, hyvarinen, squaredRatio } from "./ratio-objectives.js";
import {
  type SampledRatioMatchingOptions,
  sampledRatioMatchingLoss,
} from "./sampled-ratio-matching-loss.js";
import { stratified } from "./stratified.js";
import { systematic } from "./systematic.js";
import { withReplacement } from "./with-replacement.js";
import { withoutReplacement } from "./without-replacement.js";

const [batch, dim] = [3, 6];
const bits = (seed: number): tf.Tensor2D =>
  tf.keep(tf.tensor2d(uniform(key(seed), batch * dim).map(Math.round), [batch, dim]));
const x = bits(1);
const couplings = tf.keep(tf.tensor2d(normal(key(2), dim * dim), [dim, dim]));
const offDiagonal = tf.keep(tf.sub(1, tf.eye(dim)));

/** Linear in each bit, so that its gradient has all log-ratios exactly. */
const quadratic = (scale: tf.Tensor = tf.scalar(1)) =>
  denseEnergy((x) =>
    tf.mul(scale, tf.sum(tf.mul(x, tf.matMul(x, tf.mul<tf.Tensor2D>(couplings, offDiagonal))), 1)),
  );
/** Anything but linear. */
const crooked = (scale: tf.Tensor = tf.scalar(1)) =>
  denseEnergy((x) => tf.mul(scale, tf.sum(tf.sin(tf.matMul(tf.mul(x, 2), couplings)), 1)));

const noiseFor = (sampler: NeighborSampler, seed: number): tf.Tensor2D => {
  const shape: [number, number] = [batch, sampler.noiseDim(dim)];
  return tf.tensor2d(uniform(key(seed), shape[0] * shape[1]), shape);
};
const sampled = (
  energy: ReturnType<typeof quadratic>,
  options: SampledRatioMatchingOptions & { readonly sampler: NeighborSampler },
  seed: number,
): tf.Scalar =>
  sampledRatioMatchingLoss(energy, { x, uniforms: noiseFor(options.sampler, seed) }, options);

const byMass = { withReplacement, stratified, systematic };
const samplers = { ...byMass, withoutReplacement };
const objectives = [hyvarinen(), squaredRatio(), consistentRatio()];

describe("the best proposal", () => {
  const positive = [hyvarinen(), squaredRatio()].map((it) => [it.name, it] as const);
  const each = Object.entries(byMass).flatMap(([name, factory]) =>
    positive.map(
      ([objectiveName, objective]) => [name, objectiveName, factory, objective] as const,
    ),
  );

  // Theorem 1: n ∝ term leaves no variance; with zero diagonals the gradient knows all terms
  test.each(each)("of %s, %s, has no variance at all", (_, __, factory, objective) => {
    const full = ratioMatchingLoss(quadratic(), { x }, { objective });
    for (let seed = 0; seed < 10; seed++) {
      const options = {
        sampler: factory(2),
        objective,
        guidance: 1,
        estimator: "weighted",
      } as const;
      expectClose(sampled(quadratic(), options, seed), full, { rtol: 1e-4 });
    }
  });

  test("does have some once it follows something else", () => {
    const options = { sampler: withReplacement(2), guidance: 0, estimator: "weighted" } as const;
    const values = [0, 1, 2, 3].map((seed) => sampled(quadratic(), options, seed).dataSync()[0]);
    expect(new Set(values).size).toBe(4);
  });
});

describe.each(Object.entries(samplers))("sampledRatioMatchingLoss, %s", (_, factory) => {
  test.each([0, 0.5, 1])(
    "corrected, is exact of energies linear in each bit, guidance %d",
    (guidance) => {
      for (const objective of objectives) {
        const full = valueAndGrad((scale: tf.Tensor) =>
          ratioMatchingLoss(quadratic(scale), { x }, { objective }),
        );
        const few = valueAndGrad((scale: tf.Tensor) =>
          sampled(quadratic(scale), { sampler: factory(2), objective, guidance }, 3),
        );
        const [expected, found] = [full(tf.scalar(0.5)), few(tf.scalar(0.5))];
        expectClose(found.value, expected.value, { rtol: 1e-4 });
        expectClose(found.grad, expected.grad, { rtol: 1e-3 });
      }
    },
  );

  test.each(["corrected", "weighted"] as const)(
    "%s, is unbiased, and its gradient is",
    (estimator) => {
      const runs = 100;
      for (const neighborhood of [undefined, categoryChanges(3)]) {
        const options = { sampler: factory(3), estimator, ...(neighborhood && { neighborhood }) };
        const states = neighborhood ? oneHots : x;
        const gradient = valueAndGrad((scale: tf.Tensor, seed: number) =>
          sampledRatioMatchingLoss(
            crooked(scale),
            { x: states, uniforms: noiseFor(options.sampler, seed) },
            options,
          ),
        );
        const full = valueAndGrad((scale: tf.Tensor) =>
          ratioMatchingLoss(crooked(scale), { x: states }, options),
        )(tf.scalar(0.8));
        const found = Array.from({ length: runs }, (_, seed) => gradient(tf.scalar(0.8), seed));
        for (const part of ["value", "grad"] as const) {
          const values = found.map((it) => it[part].dataSync()[0]!);
          const { mean, error } = meanOf(values);
          expect(Math.abs(mean - full[part].dataSync()[0]!)).toBeLessThan(4.5 * error + 1e-5);
        }
      }
    },
  );

  test("with as many draws as neighbors, and none twice, is the full loss", () => {
    if (factory !== systematic && factory !== withoutReplacement) return;
    const full = ratioMatchingLoss(crooked(), { x });
    for (const estimator of ["corrected", "weighted", "attached", "unweighted"] as const) {
      const sampler = factory(dim);
      expectClose(sampled(crooked(), { sampler, estimator, guidance: 0.2 }, 5), full, {
        rtol: 1e-4,
      });
    }
  });

  test("has the gradient of its own value, draws held fixed", () => {
    for (const estimator of ["corrected", "weighted", "unweighted"] as const) {
      // no weight and no draw depends on the scale without guidance
      const f = (scale: tf.Tensor): tf.Tensor =>
        sampled(crooked(scale), { sampler: factory(3), estimator, guidance: 0 }, 7);
      expectGradient(f, [tf.scalar(0.8)]);
    }
  });
});

describe("sampledRatioMatchingLoss", () => {
  test("attached, has the gradient of weights that move with the energy", () => {
    const options = { sampler: withReplacement(4), estimator: "attached" } as const;
    const f = (scale: tf.Tensor): tf.Tensor => sampled(crooked(scale), options, 8);
    expectGradient(f, [tf.scalar(0.8)], { step: 1 / 256, rtol: 2e-3, atol: 2e-3 });
  });

  test("unweighted, is the mere sum over what was drawn", () => {
    const options = {
      sampler: withoutReplacement(1),
      estimator: "unweighted",
      guidance: 1,
    } as const;
    const peaked = quadratic(tf.scalar(30));
    const largest = tf.mean(
      tf.max(tf.square(tf.sigmoid(peaked.logRatios(x, { deltas: flips(x) }))), 1),
    );
    expect(sampled(peaked, options, 1).dataSync()[0]).toBeLessThanOrEqual(
      largest.dataSync()[0]! + 1e-6,
    );
  });

  test.each(["corrected", "weighted", "attached", "unweighted"] as const)(
    "%s, is finite at energies of ±1e4, as is its gradient",
    (estimator) => {
      for (const sampler of Object.values(samplers).map((factory) => factory(2))) {
        const { value, grad } = valueAndGrad((scale: tf.Tensor) =>
          sampled(crooked(scale), { sampler, estimator }, 9),
        )(tf.scalar(1e4));
        expect(Number.isFinite(value.dataSync()[0])).toBe(true);
        expect(Number.isFinite(grad.dataSync()[0])).toBe(true);
      }
    },
  );

  test("names what does not fit", () => {
    const uniforms = tf.zeros<tf.Rank.R2>([batch, 1]);
    const loss =
      (options: SampledRatioMatchingOptions, noise = uniforms) =>
      () =>
        sampledRatioMatchingLoss(quadratic(), { x, uniforms: noise }, options);
    expect(loss({ guidance: 2, sampler: systematic(2) })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: sampledRatioMatchingLoss: \`guidance\` is 2, expected a number from 0 to 1.]`,
    );
    expect(loss({})).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: sampledRatioMatchingLoss: \`sampler\` is systematic(10), expected at most 6 samples, the number of neighbors.]`,
    );
    expect(
      loss({ sampler: systematic(5), neighborhood: categoryChanges(3) }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: sampledRatioMatchingLoss: \`sampler\` is systematic(5), expected at most 4 samples, the number of neighbors.]`,
    );
    expect(
      loss({ sampler: systematic(2) }, tf.zeros([batch, 2])),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: sampledRatioMatchingLoss: \`uniforms\` has shape [3, 2], expected [3, 1].]`,
    );
    expect(
      loss({ sampler: systematic(2), estimator: "basic" as "weighted" }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: sampledRatioMatchingLoss: \`estimator\` is basic, expected "corrected", "weighted", "attached" or "unweighted".]`,
    );
    expect(
      loss({ sampler: systematic as unknown as NeighborSampler }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: sampledRatioMatchingLoss: \`sampler\` is a function, expected a sampler, such as systematic(10).]`,
    );
    const ints = { x: tf.cast(x, "int32"), uniforms };
    expect(() =>
      sampledRatioMatchingLoss(quadratic(), ints, { sampler: systematic(2) }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: sampledRatioMatchingLoss: \`x\` has dtype int32, expected float32.]`,
    );
  });
});

const oneHots = tf.keep(
  tf.tensor2d([
    [1, 0, 0, 0, 1, 0],
    [0, 0, 1, 0, 1, 0],
    [0, 1, 0, 0, 0, 1],
  ]),
);

function flips(x: tf.Tensor2D): tf.Tensor3D {
  return tf.expandDims(tf.sub(1, tf.mul(2, x)), 2);
}

function meanOf(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((a, b) => a + b) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}
