import type { Tree } from "@ebm/core";
import { type Batch, type Checkpoint, type Training, type TrainOptions, train } from "@ebm/engine";
import { runToEnd } from "../../training/run-to-end.js";

export interface FitBestOptions<P extends Tree> {
  /** The score of the parameters as they are, of validation rows: higher is better. */
  readonly score: (run: Training<P>) => () => Promise<number>;
  /** Steps between looks. */
  readonly every: number;
  readonly signal: AbortSignal;
}

export interface FittedBest<P extends Tree> {
  /** Of the best parameters. Whoever gets it disposes it. */
  readonly run: Training<P>;
  readonly chosenStep: number;
  /** The largest loss of a step: what a spike of the weights leaves. */
  readonly largestLoss: number;
}

/** Trains to the end, and goes back to the parameters that were best on validation rows. */
export async function fitBest<P extends Tree, B extends Batch>(
  options: TrainOptions<P, B>,
  { score, every, signal }: FitBestOptions<P>,
): Promise<FittedBest<P>> {
  const run = train(options);
  let largestLoss = Number.NEGATIVE_INFINITY;
  let best: { readonly value: number; readonly checkpoint: Checkpoint };
  try {
    const look = score(run);
    best = { value: await look(), checkpoint: run.checkpoint() };
    await runToEnd(run, {
      signal,
      watch: async ({ step, loss }) => {
        largestLoss = Math.max(largestLoss, loss);
        if (step % every > 0 && step < options.steps) return;
        const value = await look();
        if (value > best.value) best = { value, checkpoint: run.checkpoint() };
      },
    });
  } finally {
    await run.dispose();
  }
  const { checkpoint } = best;
  const chosen = train({ ...options, from: checkpoint, steps: checkpoint.step });
  return { run: chosen, chosenStep: checkpoint.step, largestLoss };
}
