import type { Feeds } from "@ebm/engine";
import { startJoint } from "../../bench/src/joint-problem.js";
import { type Backend, reference } from "./backends.js";
import { difference } from "./compare.js";

/** Training by Adam on the joint-partition loss, with the shapes of yeast. */
export const STEPS = 20;

/** The errors of a training run's losses and final parameters against the reference. */
export async function compareTraining(
  backend: Backend,
): Promise<{ losses: number; params: number }> {
  const [actual, expected] = [await trainOn(backend), await trainOn(reference)];
  return {
    losses: difference(actual.losses, expected.losses),
    params: difference(actual.params, expected.params),
  };
}

async function trainOn({ runtime, use }: Backend): Promise<{ losses: Feeds; params: Feeds }> {
  await use();
  const run = startJoint(runtime);
  const losses: number[] = [];
  for await (const { step, loss } of run) {
    losses.push(loss);
    if (step === STEPS) break;
  }
  const { params } = run.checkpoint();
  await run.dispose();
  await reference.use();
  return { losses: { losses: { data: Float32Array.from(losses), shape: [STEPS] } }, params };
}
