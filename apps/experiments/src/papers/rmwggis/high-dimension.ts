import { key, split } from "@ebm/core";
import type { Training } from "@ebm/engine";
import { type MlpEnergyParams, mlpEnergy } from "@ebm/nn";
import { bitFlips, fitTemperature } from "@ebm/rmwggis";
import type * as tf from "@tensorflow/tfjs-core";
import type { CellContext, Metrics } from "../../studies/study.js";
import type { Watch } from "../../training/train-to-end.js";
import { fitPlanar, type PlanarFit } from "./fit-planar.js";
import { planarBits } from "./planar-bits.js";

/** A planar set in many bits, looked at while it is learned. */
export type HighDimensionCell = PlanarFit & {
  readonly seed: number;
  readonly looks: number;
};

const ROWS = 128;

/** The pseudo-likelihood of fresh rows at its best temperature, over steps and seconds of training. */
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
    const ratiosOf = logRatiosOf(run);
    return async ({ step }) => {
      if (step % Math.ceil(cell.steps / cell.looks) !== 0 && step !== cell.steps) return;
      const start = performance.now();
      const { ratios } = await ratiosOf({ x });
      const logRatios = ratios.data;
      const beta = logRatios.some((D) => D > 0) ? fitTemperature(logRatios) : 1;
      series.step.push(step);
      series.seconds.push((start - begin - looking) / 1000);
      series.pseudoNll.push(pseudoNll(logRatios, beta));
      series.beta.push(beta);
      looking += performance.now() - start;
    };
  };
  const run = await fitPlanar(cell, { planar, keys: { first, rows, noise }, signal, watch });
  await run.dispose();
  return {
    finalPseudoNll: series.pseudoNll.at(-1)!,
    finalBeta: series.beta.at(-1)!,
    totalSeconds: series.seconds.at(-1)!,
    ...series,
  };
}

function logRatiosOf(run: Training<MlpEnergyParams>) {
  return run.compile((params, { x }: { x: tf.Tensor2D }) => ({
    ratios: mlpEnergy(params).logRatios(x, bitFlips().all(x)),
  }));
}

/** mean Σᵢ log(1 + exp βDᵢ), in nats. */
function pseudoNll(logRatios: Float32Array, beta: number): number {
  const sum = logRatios.reduce((sum, ratio) => {
    const D = beta * ratio;
    return sum + Math.max(D, 0) + Math.log1p(Math.exp(-Math.abs(D)));
  }, 0);
  return sum / ROWS;
}
