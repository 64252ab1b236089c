import { key } from "@ebm/core";
import { multilabelModel } from "@ebm/models";
import { expect, test } from "vitest";
import { sampleQuality } from "./sample-quality.js";
import type { StructuredInstance } from "./structured-instance.js";

const model = multilabelModel(6, "unary");
const quality = (scale: number) => {
  const config = { samples: 4000 } as StructuredInstance["config"];
  const keys = { order: key(0), noise: key(1) };
  const scores = Float32Array.from({ length: 12 }, (_, i) => scale * (i < 6 ? 1 : 0));
  const outputs = { scores, energy: new Float32Array(2), logPartition: Float32Array.of(1, 3) };
  return sampleQuality({ config, model, keys }, outputs) as Record<string, number>;
};

test("uniform weights have all samples, and others what enumeration says", () => {
  expect(quality(0)).toEqual({ effectiveSamples: expect.closeTo(4000, 0), logPartition: 2 });
  // E = −Σ yᵢ, so the share is Π (1 + e)² / (2 (1 + e²)) over the labels
  const share = ((1 + Math.E) ** 2 / (2 * (1 + Math.E ** 2))) ** 6;
  const { effectiveSamples } = quality(1);
  expect(effectiveSamples! / 4000).toBeCloseTo((1 + share) / 2, 1);
});
