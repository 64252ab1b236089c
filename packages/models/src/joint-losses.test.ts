import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { jointLosses } from "./joint-losses.js";

const { logistic } = jointLosses;

test("caps a logistic exponent beyond log |Y|, and below the largest float", () => {
  const small = logistic.trainingDivergence(Math.log(6));
  expect(small.ratio(Math.log(6))).toBeCloseTo(6, 9);
  expect(small.ratio(1e4)).toBeCloseTo(6 * Math.E ** 2, 6);
  const large = logistic.trainingDivergence(174 * Math.LN2);
  expect(large.conjugate(tf.scalar(1e4)).dataSync()[0]).toBeLessThan(3e38);
});

test.each(Object.values(jointLosses))("$name: the log-ratio is that of its divergence", (loss) => {
  for (const v of [-3, -0.5, 0, 2]) {
    expect(Math.exp(loss.logRatio(v))).toBeCloseTo(loss.divergence.ratio(v), 12);
  }
});
