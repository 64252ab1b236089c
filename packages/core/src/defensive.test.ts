import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { defensive } from "./defensive.js";
import { normalCdf } from "./normal-cdf.js";
import type { ConditionalProposal, Proposal } from "./proposal.js";
import { key, normal, uniform } from "./random.js";

/** The uniform density on [low, low + width], of either kind of noise. */
function interval(low: number, width: number, noise: Proposal["noise"] = "uniform"): Proposal {
  return {
    dim: 1,
    noise,
    noiseDim: 1,
    sample: (z) => tf.add(low, tf.mul(noise === "normal" ? normalCdf(z) : z, width)),
    logProb: (y) => {
      const inside = tf.logicalAnd(tf.greaterEqual(y, low), tf.lessEqual(y, low + width));
      return tf.squeeze(tf.where(inside, -Math.log(width), -1e30), [1]);
    },
  };
}

describe("defensive", () => {
  test.each([
    ["uniform", uniform],
    ["normal", normal],
  ] as const)("takes %s noise, and a share of the samples from the wide part", (noise, numbers) => {
    const share = 0.3;
    const mixture = defensive(
      { proposal: interval(0, 1, noise), wide: interval(10, 1, noise) },
      { share },
    );
    expect(mixture).toMatchObject({ dim: 1, noise, noiseDim: 2 });
    const y = mixture.sample(tf.tensor2d(numbers(key(1), 8000), [4000, 2])).dataSync();
    const wide = y.filter((value) => value >= 10).length / 4000;
    expect(Math.abs(wide - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / 4000));
    expectClose(mixture.logProb(tf.tensor2d([[0.5], [10.5]])), [Math.log(0.7), Math.log(0.3)]);
  });

  test.each([
    [1, 40],
    [2, 41],
    [3, 47],
  ])("stratified, takes the share to within one sample, at the end (seed %d)", (seed, count) => {
    const { sample } = defensive(
      { proposal: interval(0, 1), wide: interval(10, 1) },
      { stratified: true },
    );
    const y = sample(tf.tensor2d(uniform(key(seed), 2 * count), [count, 2])).dataSync();
    const wide = y.filter((value) => value >= 10).length;
    expect(Math.abs(wide - count / 10)).toBeLessThan(1);
    expect(y.slice(0, count - wide).every((value) => value <= 1)).toBe(true);
  });

  test("bounds the weights by 1 / share times those under the wide part", () => {
    const wide = interval(-10, 20);
    const mixture = defensive({ proposal: interval(0, 1), wide }, { share: 0.25 });
    const y = tf.tensor2d(Array.from({ length: 201 }, (_, i) => [i / 10 - 10]));
    const ratio = tf.sub(wide.logProb(y), mixture.logProb(y)).dataSync();
    expect(Math.max(...ratio)).toBeCloseTo(Math.log(4), 5);
  });

  test("mixes conditional proposals", () => {
    const conditional = ({ dim, noise, noiseDim, ...q }: Proposal): ConditionalProposal => ({
      dim,
      noise,
      noiseDim,
      sample: (z) => tf.reshape(q.sample(tf.reshape(z, [-1, 1])), [2, 3, 1]),
      logProb: (y) => tf.reshape(q.logProb(tf.reshape(y, [-1, 1])), [2, 3]),
    });
    const parts = { proposal: interval(0, 1), wide: interval(10, 1) };
    const mixture = defensive({
      proposal: conditional(parts.proposal),
      wide: conditional(parts.wide),
    });
    const z = tf.tensor3d(uniform(key(4), 12), [2, 3, 2]);
    const y = mixture.sample(z);
    expectClose(tf.reshape(y, [6, 1]), defensive(parts).sample(tf.reshape(z, [6, 2])));
    expectClose(
      tf.reshape(mixture.logProb(y), [6]),
      defensive(parts).logProb(tf.reshape(y, [6, 1])),
    );
  });

  test("refuses a share outside (0, 1), and parts that do not fit", () => {
    const [proposal, wide] = [interval(0, 1), interval(0, 2)];
    expect(() => defensive({ proposal, wide }, { share: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: defensive: \`share\` is 0, expected a number between 0 and 1.]`,
    );
    expect(() =>
      defensive({ proposal, wide: interval(0, 2, "normal") }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: defensive: \`wide\` has dim 1 and normal noise, expected dim 1 and uniform noise, as \`proposal\` has.]`,
    );
    expect(() =>
      defensive({ proposal, wide }).sample(tf.zeros([3, 1])),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: defensive.sample: \`noise\` has shape [3, 1], expected [samples, 2].]`,
    );
  });
});
