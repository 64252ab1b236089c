import { key, normal } from "@ebm/core";
import { expect, test } from "vitest";
import { labelSetLogProbs } from "./label-set-log-probs.js";
import type { LabelTilt } from "./label-tilt.js";
import { labelTiltGains } from "./label-tilt-gains.js";

const labels = 16;
const rows = 5;
const chains = [
  {
    order: Int32Array.from({ length: labels }, (_, i) => i),
    scale: new Float32Array(labels).fill(1),
    bias: new Float32Array(labels),
    couplings: { data: new Float32Array(labels ** 2), shape: [labels, labels] as const },
  },
];
const logits = { data: normal(key(1), rows * labels), shape: [rows, labels] as const };
const y = { data: normal(key(2), rows * labels).map((z) => Number(z > 0)), shape: logits.shape };

/** f = −strength · y₀ y₁ − field · Σ y, whose log Z has a closed form for independent labels. */
function tiltOf(strength: number, field = 0): LabelTilt {
  const couplings = new Float32Array(labels ** 2);
  couplings[1] = strength;
  return {
    energy: "pairs",
    center: new Float32Array(labels),
    params: {
      couplings: { data: couplings, shape: [labels, labels] },
      fields: { data: new Float32Array(labels).fill(field), shape: [labels] },
    },
  };
}

test("above 14 labels, log Z is an estimate near the exact one", async () => {
  const inputs = { tilt: tiltOf(1), chains, logits, y, key: key(3) };
  const { gains, effectiveSamples, samples } = await labelTiltGains(inputs);
  for (let row = 0; row < rows; row++) {
    const [a, b] = [0, 1].map((j) => 1 / (1 + Math.exp(-logits.data[row * labels + j]!)));
    const exact = y.data[row * labels]! * y.data[row * labels + 1]!;
    const logPartition = Math.log1p(a! * b! * (Math.E - 1));
    expect(Math.abs(gains[row]! - (exact - logPartition))).toBeLessThan(0.06);
    expect(effectiveSamples[row]).toBeLessThan(samples);
    expect(effectiveSamples[row]).toBeGreaterThan(0.5 * samples);
  }
});

test("an energy whose log Z cannot be trusted is left out", async () => {
  const found = await labelSetLogProbs({ chains, tilt: tiltOf(0, 4) }, { logits, y });
  expect(found.effectiveShare).toBeLessThan(0.2);
  expect(found.tiltKept).toBe(false);
  expect(found.logProbs).toEqual(found.baseLogProbs);
  const trusted = await labelSetLogProbs({ chains, tilt: tiltOf(1) }, { logits, y });
  expect(trusted.tiltKept).toBe(true);
});
