import { foldIn, type Key } from "@ebm/core";
import type { TrainOptions } from "@ebm/engine";
import { initMlpEnergy, type MlpEnergyParams, mlpEnergy } from "@ebm/nn";
import { optimizer } from "../../training/optimizer.js";
import type { PlanarBits, PlanarName } from "./planar-bits.js";
import {
  type RatioMatchingBatch,
  type RatioMatchingMethodName,
  ratioMatchingMethod,
} from "./ratio-matching-method.js";
import { ratioMatchingTraining } from "./ratio-matching-training.js";

/** The way to learn a planar set in bits. */
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

export interface PlanarTrainingInputs {
  readonly planar: PlanarBits;
  readonly keys: Readonly<Record<"first" | "rows" | "noise", Key>>;
}

/** Returns the options that train an energy on new rows of a planar set at each step. */
export function planarTraining(
  fit: PlanarFit,
  { planar, keys }: PlanarTrainingInputs,
): TrainOptions<MlpEnergyParams, RatioMatchingBatch> {
  return ratioMatchingTraining<MlpEnergyParams>({
    method: ratioMatchingMethod(fit.method, fit),
    energy: mlpEnergy,
    params: initMlpEnergy({ key: keys.first, sizes: [fit.dim, ...fit.hidden] }),
    optimizer: optimizer({ ...fit, clipNorm: 1 }),
    rows: (step) => planar.draw(foldIn(keys.rows, step), fit.batchSize),
    key: keys.noise,
    steps: fit.steps,
  });
}
