import { setImmediate } from "node:timers/promises";
import type { Tree } from "@ebm/core";
import { type Batch, type TrainInfo, type Training, type TrainOptions, train } from "@ebm/engine";
import { createClock } from "./clock.js";

export interface TrainToEndOptions<P extends Tree> {
  /** Stops the run after the current step, with the reason of the signal as the error. */
  readonly signal: AbortSignal;
  /**
   * Called before the first step; the function it returns is called after each step. It can measure
   * the run, or move Markov chains that follow the parameters. Default: none.
   */
  readonly watch?: (run: Training<P>) => Watch | Promise<Watch>;
  /** Keeps the parameters with the highest score. Default: keeps the last parameters. */
  readonly select?: Selection<P>;
}

export type Watch = (info: TrainInfo) => Promise<void> | void;

interface Selection<P extends Tree> {
  /** Steps between scores. The first and the last parameters have one too. */
  readonly every: number;
  /** Called before the first step; the function it returns scores the current parameters. */
  readonly score: (run: Training<P>) => () => Promise<number>;
}

export interface Trained<P extends Tree> {
  /** The run at the parameters that were kept; `run.step` is their step. The caller disposes it. */
  readonly run: Training<P>;
  /** The largest loss of all steps, which shows spikes. −Infinity if there were no steps. */
  readonly largestLoss: number;
}

/** Trains to the last step, letting timers and signals in. If a step fails, disposes the run. */
export async function trainToEnd<P extends Tree, B extends Batch>(
  options: TrainOptions<P, B>,
  { signal, watch, select }: TrainToEndOptions<P>,
): Promise<Trained<P>> {
  const run = train(options);
  const clock = createClock(Number.POSITIVE_INFINITY);
  let largestLoss = Number.NEGATIVE_INFINITY;
  try {
    const look = await watch?.(run);
    const best = select && (await keepBest(run, select));
    for await (const info of run) {
      largestLoss = Math.max(largestLoss, info.loss);
      await look?.(info);
      if (best && (info.step % best.every === 0 || info.step === options.steps)) await best.look();
      if (clock.ticks()) await setImmediate();
      signal.throwIfAborted();
    }
    if (!best) return { run, largestLoss };
    const from = best.checkpoint();
    await run.dispose();
    return { run: train({ ...options, from, steps: from.step }), largestLoss };
  } catch (error) {
    await run.dispose();
    throw error;
  }
}

/** Keeps the checkpoint of the highest score. The first evaluation happens here. */
async function keepBest<P extends Tree>(run: Training<P>, { every, score }: Selection<P>) {
  const scoreNow = score(run);
  let [highest, checkpoint] = [await scoreNow(), run.checkpoint()];
  return {
    every,
    checkpoint: () => checkpoint,
    async look(): Promise<void> {
      const value = await scoreNow();
      if (value > highest) [highest, checkpoint] = [value, run.checkpoint()];
    },
  };
}
