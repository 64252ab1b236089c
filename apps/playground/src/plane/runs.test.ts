import "@tensorflow/tfjs-backend-cpu";
import { expect, test } from "vitest";
import { createRun } from "./create-run.js";
import { type PlaneMethod, planeDefaults } from "./plane-config.js";
import { planePoints } from "./plane-points.js";

const points = planePoints("two moons", 0);

/** Trains for a while, and tells how likely the data are, and the samples. */
async function trained(method: PlaneMethod, steps: number) {
  const config = { ...planeDefaults, method, steps, width: 32, waves: 8, batch: 128, samples: 256 };
  const extent = 3;
  const run = createRun(config, { points, extent });
  const losses: number[] = [];
  for await (const { loss } of run.training) losses.push(loss);
  const { energies, exact, learned } = await run.landscape();
  for (let i = 0; i < 20; i++) await run.walk();
  const samples = await run.walk();
  await run.training.dispose();
  const side = Math.sqrt(energies.length);
  const energyAt = (x: number, y: number): number => {
    const cell = (share: number): number =>
      Math.min(side - 1, Math.max(0, Math.floor(share * side)));
    return energies[cell((1 - y / extent) / 2) * side + cell((x / extent + 1) / 2)]!;
  };
  const mean = (list: ArrayLike<number>): number => {
    const values = Array.from({ length: list.length / 2 }, (_, i) =>
      energyAt(list[2 * i]!, list[2 * i + 1]!),
    );
    return values.reduce((a, b) => a + b) / values.length;
  };
  return { exact, learned, atData: mean(points.data), atSamples: mean(samples), losses };
}

test("joint-partition learns log Z(x), and samples are as likely as the data", async () => {
  const { exact, learned, atData, atSamples } = await trained("joint", 400);
  expect(Math.abs(learned! - exact)).toBeLessThan(0.3);
  // −log p(y|x), of which log 64 = 4.16 is that of a guess
  expect(atData).toBeLessThan(3.3);
  expect(Math.abs(atSamples - atData)).toBeLessThan(0.4);
});

test("RMwGGIS learns an energy of bits that is low at the data", async () => {
  const { exact, learned, atData, atSamples } = await trained("rmwggis", 500);
  expect(learned).toBeNull();
  // log p of a guess is −log 4096 = −8.3
  expect(-atData - exact).toBeGreaterThan(-7.4);
  expect(Math.abs(atSamples - atData)).toBeLessThan(0.8);
});
