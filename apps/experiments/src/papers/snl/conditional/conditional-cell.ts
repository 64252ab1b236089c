import type { Activation } from "@ebm/nn";

/** A density of y given x, trained once and compared with quadrature over y. */
export type ConditionalCell = {
  readonly seed: number;
  /** A name of `regressionDensities`, or of `loadRegression`, where the seed selects the split. */
  readonly dataset: string;
  readonly method: "SNL" | "IS" | "NCE" | "Gaussian network" | "mixture network";
  /** The proposal. "mixture" is a network trained with the energy, by its own likelihood. */
  readonly proposal: "gaussian" | "mixture";
  readonly base: "none" | "proposal";
  readonly variant: "authors" | "best";
  readonly protocol: ConditionalProtocol;
};

export type ConditionalProtocol = {
  /** Widths of the layers for x, for y, and for both together. */
  readonly features: readonly number[];
  readonly response: readonly number[];
  readonly joint: readonly number[];
  /** Widths of b(x), from the features of x. */
  readonly logNormalizer: readonly number[];
  /** Widths of the network of the mixture, and its number of components. */
  readonly mixture: { readonly hidden: readonly number[]; readonly components: number };
  /** ε of a defensive mixture with a Gaussian twice as wide as the training y. 0 for none. */
  readonly share: number;
  readonly activation: Activation;
  readonly batchSize: number;
  readonly draws: number;
  readonly steps: number;
  readonly learningRate: number;
  readonly schedule: "constant" | "cosine";
  /** λ of λ/2·‖params‖². */
  readonly l2: number;
  /** λ of AdamW, for weights only. */
  readonly weightDecay: number;
  /** Number of steps between evaluations of the validation pairs. The best parameters are kept. */
  readonly every: number;
  readonly validationDraws: number;
};
