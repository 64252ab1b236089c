import { expect, test } from "vitest";
import { rankingFrequencyLosses } from "./ranking-frequency-losses.js";

test("is the loss of the frequencies of two labels", async () => {
  const ranks = (first: number, rows: number) => ({
    data: Float32Array.from({ length: 2 * rows }, (_, i) =>
      i % 2 === 0 ? Number(i / 2 >= first) : Number(i / 2 - 0.5 < first),
    ),
    shape: [rows, 2] as const,
  });
  const losses = await rankingFrequencyLosses(ranks(300, 400), ranks(1, 2));
  expect(losses[0]).toBeCloseTo(-Math.log(0.75), 2);
  expect(losses[1]).toBeCloseTo(-Math.log(0.25), 1);
});
