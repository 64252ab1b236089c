import type { DensityParams, DensityReport, DensityStack } from "@ebm/models";

/** A density as plain data, its baselines, and the scores of its parts. */
export interface FittedDensity {
  readonly params: DensityParams;
  /** The baselines: one Gaussian or independent columns, then the best mixture. */
  readonly baselines: readonly { readonly name: string; readonly stack: DensityStack }[];
  readonly report: Omit<DensityReport, "seconds">;
}
