/** A variational autoencoder of binarized images. Its prior is Gaussian, or has an energy. */
export type LatentCell = {
  readonly seed: number;
  readonly prior: "gaussian" | "energy";
  readonly protocol: LatentProtocol;
};

export type LatentProtocol = {
  readonly latent: number;
  /** Widths of the encoder. The decoder has them in reverse order. */
  readonly hidden: readonly number[];
  readonly energy: readonly number[];
  readonly batchSize: number;
  /** Number of samples from p₀ per step. */
  readonly draws: number;
  readonly steps: number;
  readonly learningRate: number;
  readonly every: number;
};
