/** The data sets of the plane. `own` are points that the user drew or dropped. */
export type PlaneDataset =
  | "four circles"
  | "two moons"
  | "two spirals"
  | "checkerboard"
  | "pinwheel"
  | "eight gaussians"
  | "swiss roll"
  | "own";

export type PlaneMethod = "snl" | "nce" | "dsm" | "score";

export type PlaneProposal = "mixture" | "gaussian" | "box";

/** The settings of an energy on the plane. They are numbers and strings, so that a URL can hold them. */
export interface PlaneConfig {
  readonly data: PlaneDataset;
  readonly method: PlaneMethod;
  readonly proposal: PlaneProposal;
  /** Whether E = f − log q starts at the proposal q, or E = f at nothing. */
  readonly base: "proposal" | "none";
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
