import { key, split } from "@ebm/core";
import {
  columnStatistics,
  type Matrix,
  type PlanarDensity,
  snlDensities,
  standardize,
  standardizedDensity,
} from "@ebm/datasets";
import { rowRange } from "../../../training/row-range.js";

export type PlanarSet = keyof typeof snlDensities;

export const PLANAR_SETS = Object.keys(snlDensities) as PlanarSet[];

export interface PlanarData {
  readonly train: Matrix;
  readonly validation: Matrix;
  readonly test: Matrix;
  /** The distribution of the points, in their coordinates. */
  readonly truth: PlanarDensity;
}

const [POINTS, VALIDATION, TEST] = [10_000, 1000, 1800];

/** Samples the points of a seed, standardized by the mean and standard deviation of the training points. */
export function planarData(dataset: PlanarSet, seed: number): PlanarData {
  const density = snlDensities[dataset];
  const [points] = split(key(seed), 1);
  const drawn = density.sample(points, POINTS);
  const train = rowRange(drawn, VALIDATION + TEST, POINTS);
  const statistics = columnStatistics(train);
  return {
    train: standardize(train, statistics),
    validation: standardize(rowRange(drawn, 0, VALIDATION), statistics),
    test: standardize(rowRange(drawn, VALIDATION, VALIDATION + TEST), statistics),
    truth: standardizedDensity(density, statistics),
  };
}
