import { key } from "@ebm/core/random";
import {
  columnStatistics,
  ffjordDensities,
  type Matrix,
  type PlanarDensity,
  snlDensities,
  standardize,
} from "@ebm/datasets/planar";
import type { PlaneDataset } from "./plane-config.js";

/** Number of points of a data set. */
const COUNT = 4000;

/** Samples a data set, standardized to mean 0 and standard deviation 1. Shape [4000, 2]. */
export function planePoints(dataset: Exclude<PlaneDataset, "own">, seed: number): Matrix {
  const { data, shape } = densities[dataset].sample(key(seed), COUNT);
  const points = { data: Float32Array.from(data), shape };
  return standardize(points, columnStatistics(points));
}

const densities: Readonly<Record<Exclude<PlaneDataset, "own">, PlanarDensity>> = {
  "four circles": snlDensities.four_circles,
  "two moons": ffjordDensities.moons,
  "two spirals": ffjordDensities["2spirals"],
  checkerboard: ffjordDensities.checkerboard,
  pinwheel: ffjordDensities.pinwheel,
  "eight gaussians": ffjordDensities["8gaussians"],
  "swiss roll": ffjordDensities.swissroll,
};
