/** A variational autoencoder of binarised images, with a Gaussian prior or one of an energy. */
export type LatentCell = {
  readonly seed: number;
  readonly prior: "gaussian" | "energy";
  readonly protocol: LatentProtocol;
};

export type LatentProtocol = {
  readonly latent: number;
  /** Widths of the encoder; the decoder has them the other way round. */
  readonly hidden: readonly number[];
  readonly energy: readonly number[];
  readonly batchSize: number;
  /** From p₀, a step. */
  readonly draws: number;
  readonly steps: number;
  readonly learningRate: number;
  readonly every: number;
};
