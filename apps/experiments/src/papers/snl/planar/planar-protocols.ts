import type { PlanarCell, PlanarProtocol, Variant } from "./planar-cell.js";
import type { PlanarSet } from "./planar-data.js";

const AUTHORS: PlanarProtocol = {
  hidden: [300, 200, 100, 50],
  activation: "relu",
  input: "x",
  waves: null,
  batchSize: 512,
  draws: 512,
  steps: 1125,
  learningRate: 1e-3,
  schedule: "constant",
  l2: 5e-4,
  weightDecay: 0,
  every: 15,
  validationDraws: 1024,
};

const BEST: PlanarProtocol = {
  hidden: [128, 128],
  activation: "relu",
  input: "x",
  waves: { count: 64, deviation: 2 },
  batchSize: 256,
  draws: 512,
  steps: 3000,
  learningRate: 2e-3,
  schedule: "cosine",
  l2: 0,
  weightDecay: 0.1,
  every: 100,
  validationDraws: 4096,
};

/**
 * Returns the protocol of a set. Sharp edges need larger networks and more samples, heavy tails
 * need smaller networks.
 */
export function planarProtocol(variant: Variant, dataset: PlanarSet): PlanarProtocol {
  return variant === "authors" ? AUTHORS : { ...BEST, ...OWN[dataset] };
}

const OWN: Readonly<Record<PlanarSet, Partial<PlanarProtocol>>> = {
  checkerboard: {
    hidden: [128, 128, 128],
    batchSize: 512,
    draws: 1024,
    steps: 2000,
    learningRate: 1e-2,
    weightDecay: 0.5,
  },
  four_circles: {},
  funnel: { input: "asinh x", hidden: [64, 64], waves: null, steps: 1500, weightDecay: 0.01 },
  pinwheel: {},
};

/** The proposal of the best settings. */
export const bestProposal = (dataset: PlanarSet): PlanarCell["proposal"] =>
  dataset === "funnel" ? "defensive student-t" : "defensive mixture of 20";

/** Long training amplifies rounding errors, which differ between versions and processors. */
export const PLANAR_TOLERANCE: Readonly<Record<string, number>> = {
  oracle: 1e-3,
  logLikelihood: 0.03,
  gap: 0.03,
  bError: 0.1,
  diverged: 0,
};
