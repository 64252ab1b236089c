import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { chiSquared, kl, reverseKl } from "./f-divergences.js";
import { tempered } from "./tempered.js";

test("tempered at 1 is the divergence", () => {
  const v = tf.tensor1d([-3, 0, 0.5]);
  for (const divergence of [kl(), chiSquared(), reverseKl()]) {
    expectClose(tempered(divergence, 1).conjugate(v), divergence.conjugate(v));
  }
});

test("tempered nears the maximum as γ grows, and the mean as it vanishes", () => {
  // min over τ of τ + mean f*(v − τ), for v of −1, 0, 2; kl has it as log mean exp(γv) / γ
  const v = [-1, 0, 2];
  const soft = (gamma: number): number => {
    const { conjugate } = tempered(kl(), gamma);
    const tau = Math.log(v.reduce((sum, each) => sum + Math.exp(gamma * each), 0) / 3) / gamma;
    return tau + tf.mean(conjugate(tf.sub(tf.tensor1d(v), tau))).dataSync()[0]!;
  };
  expectClose(soft(1e-3), 1 / 3, { atol: 1e-3 });
  expectClose(soft(30), 2 - Math.log(3) / 30, { atol: 1e-5 });
});

test("tempered refuses what is no temperature", () => {
  expect(() => tempered(kl(), 0)).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: tempered(kl, 0): \`gamma\` is 0, expected a positive number.]`,
  );
});
