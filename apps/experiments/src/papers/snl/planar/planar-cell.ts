import type { Activation } from "@ebm/nn";
import type { ProposalName } from "./fit-proposal.js";
import type { PlanarSet } from "./planar-data.js";

/** An energy on the plane, trained once and compared with quadrature. */
export type PlanarCell = {
  readonly seed: number;
  readonly dataset: PlanarSet;
  readonly method: "SNL" | "IS" | "NCE" | "denoising score matching" | "proposal alone";
  readonly proposal: ProposalName;
  /** The base of the energy: E = f, or E = f − log q. */
  readonly base: "none" | "proposal";
  readonly protocol: PlanarProtocol;
  /** The hyperparameters: the authors' own, or those that were best here. */
  readonly variant?: Variant;
};

/** The names of hyperparameters: the authors' own, or those that were best here. */
export type Variant = "authors" | "best";

export type PlanarProtocol = {
  readonly hidden: readonly number[];
  readonly activation: Activation;
  /** The input of the network: x, or asinh x, which compresses tails. */
  readonly input: "x" | "asinh x";
  /**
   * Number of random Fourier features of x, and the standard deviation of their frequencies. Null
   * for none.
   */
  readonly waves: { readonly count: number; readonly deviation: number } | null;
  readonly batchSize: number;
  readonly draws: number;
  readonly steps: number;
  readonly learningRate: number;
  readonly schedule: "constant" | "cosine";
  /** λ of λ/2·‖params‖², which b is part of, as in the authors' code; 0 for none. */
  readonly l2: number;
  /** λ of AdamW, for weights only. */
  readonly weightDecay: number;
  /** Number of steps between evaluations of the validation points. The best parameters are kept. */
  readonly every: number;
  readonly validationDraws: number;
};
