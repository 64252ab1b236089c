import { key, split } from "@ebm/core";
import {
  columnStatistics,
  type Matrix,
  type PlanarDensity,
  snlDensities,
  standardize,
  standardizedDensity,
  takeRows,
} from "@ebm/datasets";

export type PlanarSet = keyof typeof snlDensities;

export const PLANAR_SETS = Object.keys(snlDensities) as PlanarSet[];

export interface PlanarData {
  readonly train: Matrix;
  readonly validation: Matrix;
  readonly test: Matrix;
  /** What the points are drawn from, in their coordinates. */
  readonly truth: PlanarDensity;
}

const [POINTS, VALIDATION, TEST] = [10_000, 1000, 1800];

/** Fresh points of a seed, all standardised by the mean and deviation of those for training. */
export function planarData(dataset: PlanarSet, seed: number): PlanarData {
  const density = snlDensities[dataset];
  const [points] = split(key(seed), 1);
  const drawn = density.sample(points, POINTS);
  const rows = (from: number, to: number): Matrix =>
    takeRows(
      drawn,
      Array.from({ length: to - from }, (_, i) => from + i),
    );
  const train = rows(VALIDATION + TEST, POINTS);
  const statistics = columnStatistics(train);
  return {
    train: standardize(train, statistics),
    validation: standardize(rows(0, VALIDATION), statistics),
    test: standardize(rows(VALIDATION, VALIDATION + TEST), statistics),
    truth: standardizedDensity(density, statistics),
  };
}
