import type { DensityParams, DensityReport, DensityStack } from "@ebm/models";

/** A density as plain data, what to compare it with, and how good its parts are. */
export interface FittedDensity {
  readonly params: DensityParams;
  /** One Gaussian or independent columns, then the best mixture. */
  readonly baselines: readonly { readonly name: string; readonly stack: DensityStack }[];
  readonly report: Omit<DensityReport, "seconds">;
}
