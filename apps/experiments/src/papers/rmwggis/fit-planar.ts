import { foldIn, type Key } from "@ebm/core";
import type { Training } from "@ebm/engine";
import { initMlpEnergy, type MlpEnergyParams, mlpEnergy } from "@ebm/nn";
import { adam, cosineDecay } from "@ebm/optim";
import { fitEnergy } from "./fit-energy.js";
import type { PlanarBits, PlanarName } from "./planar-bits.js";
import { type RatioMatchingMethodName, ratioMatchingMethod } from "./ratio-matching-method.js";

/** How a planar set in bits is learned. */
export type PlanarFit = {
  readonly dataset: PlanarName;
  readonly dim: number;
  readonly method: RatioMatchingMethodName;
  readonly neighbors: number;
  readonly hidden: readonly number[];
  readonly batchSize: number;
  readonly steps: number;
  readonly learningRate: number;
  readonly l2: number;
};

export interface FitPlanarInputs {
  readonly planar: PlanarBits;
  readonly keys: Readonly<Record<"first" | "rows" | "noise", Key>>;
  readonly signal: AbortSignal;
  readonly watch?: (step: number, run: Training<MlpEnergyParams>) => Promise<void>;
}

/** Trains on fresh rows at each step; whoever gets the run disposes it. */
export function fitPlanar(
  fit: PlanarFit,
  { planar, keys, ...others }: FitPlanarInputs,
): Promise<Training<MlpEnergyParams>> {
  const { steps } = fit;
  return fitEnergy<MlpEnergyParams>({
    method: ratioMatchingMethod(fit.method, fit),
    energy: mlpEnergy,
    params: initMlpEnergy({ key: keys.first, sizes: [fit.dim, ...fit.hidden] }),
    optimizer: adam({
      learningRate: cosineDecay({ from: fit.learningRate, steps }),
      l2: fit.l2,
      clipNorm: 1,
    }),
    rows: (step) => planar.draw(foldIn(keys.rows, step), fit.batchSize),
    key: keys.noise,
    steps,
    ...others,
  });
}
