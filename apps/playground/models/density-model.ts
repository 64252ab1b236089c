import { densityRun } from "../src/plane/density-run.js";
import { planeDefaults } from "../src/plane/plane-config.js";
import { planePoints } from "../src/plane/plane-points.js";

/** Trains a density of two moons by self-normalized likelihood, with log Z by quadrature. */
export async function densityModel(): Promise<Uint8Array> {
  const config = {
    ...planeDefaults,
    data: "two moons",
    method: "snl",
    steps: 2000,
    waves: 16,
  } as const;
  const run = densityRun(config, { points: planePoints("two moons", config.seed), extent: 3 });
  for await (const { step, loss } of run.training) {
    if (step % 500 === 0) console.log(`two moons, step ${step}: ${loss.toFixed(3)}`);
  }
  const bytes = await run.toOnnx();
  await run.training.dispose();
  return bytes;
}
