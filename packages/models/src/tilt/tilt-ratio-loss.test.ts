import { key, normal } from "@ebm/core";
import { binaryStates } from "@ebm/metrics";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { pairTilt } from "./pair-tilt.js";
import { tiltRatioLoss } from "./tilt-ratio-loss.js";

test("is the mean of σ(log p(flipped) − log p)², summed over bits, of base and energy together", () => {
  const dim = 4;
  const { data } = binaryStates(dim);
  const y = Array.from({ length: 16 }, (_, state) => [
    ...data.slice(state * dim, state * dim + dim),
  ]);
  const logBase = normal(key(1), 16); // up to a constant
  const indexOf = (bits: readonly number[]) =>
    y.findIndex((row) => row.every((b, j) => b === bits[j]));
  const flipped = (bits: readonly number[], j: number) => bits.map((b, i) => (i === j ? 1 - b : b));
  const logRatios = y.map((bits, state) =>
    bits.map((_, j) => logBase[indexOf(flipped(bits, j))]! - logBase[state]!),
  );
  const tilt = pairTilt({ dim });
  const energy = {
    couplings: tf.tensor2d(normal(key(2), dim * dim), [dim, dim]),
    fields: tf.tensor1d(normal(key(3), dim)),
  };
  const loss = tiltRatioLoss(tilt)(
    { energy, logNormalizer: tf.scalar(0), logPartition: [] },
    { y: tf.tensor2d(y), logRatios: tf.tensor2d(logRatios) },
  );
  const f = tilt.energy(energy, tf.tensor3d([y])).dataSync();
  const expected = y.map((bits, state) => {
    const terms = bits.map((_, j) => {
      const other = indexOf(flipped(bits, j));
      const logRatio = logBase[other]! - f[other]! - logBase[state]! + f[state]!;
      return (1 / (1 + Math.exp(-logRatio))) ** 2;
    });
    return terms.reduce((a, b) => a + b);
  });
  expect(loss.dataSync()[0]).toBeCloseTo(expected.reduce((a, b) => a + b) / 16, 5);
});
