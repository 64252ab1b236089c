import { key, split } from "@ebm/core";
import type { Training } from "@ebm/engine";
import { type MlpEnergyParams, mlpEnergy } from "@ebm/nn";
import { fitTemperature } from "@ebm/rmwggis";
import type { CellContext, Metrics } from "../../studies/study.js";
import { trainToEnd, type Watch } from "../../training/train-to-end.js";
import { flipRatios } from "./flip-ratios.js";
import { planarBits } from "./planar-bits.js";
import { type PlanarFit, planarTraining } from "./planar-training.js";
import { pseudoNll } from "./pseudo-nll.js";

/** A planar set in many bits, evaluated during training. */
export type HighDimensionCell = PlanarFit & {
  readonly seed: number;
  readonly looks: number;
};

const ROWS = 128;

/**
 * Measures the pseudo-likelihood of new rows at its best temperature, over steps and seconds of
 * training.
 */
export async function runHighDimensionCell(
  cell: HighDimensionCell,
  { signal }: CellContext,
): Promise<Metrics> {
  const planar = planarBits(cell.dataset, cell.dim);
  const [first, rows, noise, forReference] = split(key(cell.seed), 4);
  const x = planar.draw(forReference, ROWS);
  const series: Record<"step" | "seconds" | "pseudoNll" | "beta", number[]> = {
    step: [],
    seconds: [],
    pseudoNll: [],
    beta: [],
  };
  let looking = 0;
  const begin = performance.now();
  const watch = (run: Training<MlpEnergyParams>): Watch => {
    const ratiosOf = flipRatios(run, mlpEnergy);
    return async ({ step }) => {
      if (step % Math.ceil(cell.steps / cell.looks) !== 0 && step !== cell.steps) return;
      const start = performance.now();
      const logRatios = await ratiosOf(x);
      const beta = logRatios.some((D) => D > 0) ? fitTemperature(logRatios) : 1;
      series.step.push(step);
      series.seconds.push((start - begin - looking) / 1000);
      series.pseudoNll.push(pseudoNll(logRatios, { beta, rows: ROWS }));
      series.beta.push(beta);
      looking += performance.now() - start;
    };
  };
  const training = planarTraining(cell, { planar, keys: { first, rows, noise } });
  const { run } = await trainToEnd(training, { signal, watch });
  await run.dispose();
  return {
    finalPseudoNll: series.pseudoNll.at(-1)!,
    finalBeta: series.beta.at(-1)!,
    totalSeconds: series.seconds.at(-1)!,
    ...series,
  };
}
