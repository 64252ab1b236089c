import { densityRun } from "../src/plane/density-run.js";
import { type PlaneConfig, planeDefaults } from "../src/plane/plane-config.js";
import { planePoints } from "../src/plane/plane-points.js";
import type { PlaneRunInputs } from "../src/plane/plane-run.js";

export interface FourCircles {
  /** The gradient of the first step. */
  readonly gradient: number[];
  readonly losses: number[];
  /** Milliseconds of each step. */
  readonly times: number[];
}

/** Trains an energy on four circles, in Node or in a page. */
export async function fourCircles(
  steps: number,
  {
    threads = 1,
    runtime,
    ...changes
  }: Partial<PlaneConfig> & Pick<PlaneRunInputs, "threads" | "runtime"> = {},
): Promise<FourCircles> {
  const config = {
    ...planeDefaults,
    width: 32,
    waves: 16,
    batch: 128,
    samples: 256,
    ...changes,
    method: "snl" as const,
  };
  const points = planePoints("four circles", 0);
  const { training } = densityRun(config, {
    points,
    extent: 3,
    threads,
    ...(runtime && { runtime }),
  });
  const losses: number[] = [];
  let gradient: number[] = [];
  const times: number[] = [];
  let began = performance.now();
  for await (const { step, loss } of training) {
    losses.push(loss);
    // after one step, Adam's mean is (1 − β₁) times the gradient
    if (step === 1) gradient = Array.from(training.checkpoint().moments.first!, (m) => m / 0.1);
    times.push(performance.now() - began);
    if (step === steps) break;
    began = performance.now();
  }
  await training.dispose();
  return { gradient, losses, times };
}
