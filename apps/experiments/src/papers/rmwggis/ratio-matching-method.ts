import type { NeighborEnergy } from "@ebm/core";
import {
  pseudoLikelihoodLoss,
  ratioMatchingLoss,
  sampledRatioMatchingLoss,
  squaredRatio,
  systematic,
  withoutReplacement,
  withReplacement,
} from "@ebm/rmwggis";
import type * as tf from "@tensorflow/tfjs-core";

/**
 * The methods. The first four are Eq. 4 as written; the optimum of the others is the data
 * distribution.
 */
export type RatioMatchingMethodName =
  | "ratio matching"
  | "RMwGGIS (basic)"
  | "RMwGGIS (advanced)"
  | "RMwRAND"
  | "Hyvärinen"
  | "Hyvärinen, sampled"
  | "pseudo-likelihood";

/** Rows of bits, and the uniforms of a step: no columns if all neighbors are used. */
export type RatioMatchingBatch = { readonly x: tf.Tensor2D; readonly uniforms: tf.Tensor2D };

export interface RatioMatchingMethod {
  /** Number of uniforms per row. */
  noiseDim(dim: number): number;
  loss(energy: NeighborEnergy, batch: RatioMatchingBatch): tf.Scalar;
}

/** A way to learn an energy of bits from its ratios. */
export function ratioMatchingMethod(
  name: RatioMatchingMethodName,
  { neighbors }: { readonly neighbors: number },
): RatioMatchingMethod {
  const full = (loss: RatioMatchingMethod["loss"]): RatioMatchingMethod => ({
    noiseDim: () => 0,
    loss,
  });
  const sampled = (
    options: Required<Pick<SampledOptions, "sampler">> & SampledOptions,
  ): RatioMatchingMethod => ({
    noiseDim: (dim) => options.sampler.noiseDim(dim),
    loss: (energy, batch) => sampledRatioMatchingLoss(energy, batch, options),
  });
  const objective = squaredRatio();
  switch (name) {
    case "ratio matching":
      return full((energy, { x }) => ratioMatchingLoss(energy, { x }, { objective }));
    case "RMwGGIS (basic)":
      return sampled({
        objective,
        sampler: withReplacement(neighbors),
        guidance: 1,
        estimator: "weighted",
      });
    case "RMwGGIS (advanced)":
      return sampled({
        objective,
        sampler: withoutReplacement(neighbors),
        guidance: 1,
        estimator: "unweighted",
      });
    case "RMwRAND":
      return sampled({
        objective,
        sampler: withReplacement(neighbors),
        guidance: 0,
        estimator: "weighted",
      });
    case "Hyvärinen":
      return full((energy, { x }) => ratioMatchingLoss(energy, { x }));
    case "Hyvärinen, sampled":
      return sampled({ sampler: systematic(neighbors) });
    case "pseudo-likelihood":
      return full((energy, { x }) => pseudoLikelihoodLoss(energy, { x }));
  }
}

type SampledOptions = NonNullable<Parameters<typeof sampledRatioMatchingLoss>[2]>;
