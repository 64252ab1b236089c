export type PlaneDataset = (typeof planeLimits.data)[number];
export type PlaneMethod = (typeof planeLimits.method)[number];
/** The methods that learn a density of points. The others learn 64 values given a place, and bits. */
export type DensityMethod = Exclude<PlaneMethod, "joint" | "rmwggis">;
export type PlaneProposal = (typeof planeLimits.proposal)[number];

/** The settings of an energy on the plane. They are numbers and strings, so that a URL can hold them. */
export interface PlaneConfig {
  /** The data set. `own` are points that the user drew or dropped. */
  readonly data: PlaneDataset;
  readonly method: PlaneMethod;
  readonly proposal: PlaneProposal;
  /** Whether the energy starts at the proposal, E = f − log q, or at nothing, E = f. */
  readonly base: (typeof planeLimits.base)[number];
  readonly width: number;
  readonly layers: number;
  /** Number of random Fourier features, which let the network bend sharply. */
  readonly waves: number;
  readonly learningRate: number;
  readonly batch: number;
  readonly samples: number;
  readonly steps: number;
  readonly seed: number;
}

export const planeDefaults: PlaneConfig = {
  data: "four circles",
  method: "snl",
  proposal: "mixture",
  base: "proposal",
  width: 64,
  layers: 2,
  waves: 32,
  learningRate: 0.004,
  batch: 256,
  samples: 512,
  steps: 1500,
  seed: 0,
};

/** The values that settings may have. */
export const planeLimits = {
  data: [
    "four circles",
    "two moons",
    "two spirals",
    "checkerboard",
    "pinwheel",
    "eight gaussians",
    "swiss roll",
    "own",
  ],
  method: ["snl", "nce", "dsm", "score", "joint", "rmwggis"],
  proposal: ["mixture", "gaussian", "box"],
  base: ["proposal", "none"],
  width: { least: 8, most: 128 },
  layers: { least: 1, most: 4 },
  waves: { least: 0, most: 64 },
  learningRate: { least: 0.0001, most: 0.1 },
  batch: { least: 16, most: 1024 },
  samples: { least: 16, most: 2048 },
  steps: { least: 100, most: 10_000 },
  seed: { least: 0, most: 999 },
} as const;
