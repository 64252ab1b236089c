import type { Matrix } from "@ebm/datasets";
import type { GaussianMixtureFit } from "@ebm/snl";
import type { Chain } from "../chains/chain.js";
import type { ClassMixture } from "./class-mixture.js";

/**
 * A density of rows as plain data, with a member for each fold: what was fitted without that fold.
 */
export type DensityPart =
  | { readonly kind: "chain"; readonly chain: Chain }
  | { readonly kind: "gaussians"; readonly members: readonly GaussianMixtureFit[] }
  | { readonly kind: "classes"; readonly members: readonly ClassMixture[] }
  | ({ readonly kind: "kernels" } & Kernels);

/** Gaussian kernels of one covariance around each row. The rows of a fold are not in its member. */
export interface Kernels {
  /** Rows after scaling, sorted by fold. Shape [rows, columns]. */
  readonly rows: Matrix;
  /** Number of rows of each fold. */
  readonly sizes: readonly number[];
  /** The fold that each member leaves out. Shape [members]. */
  readonly without: readonly number[];
  /** L, lower triangular, of the covariance L Lᵀ. Shape [columns, columns]. */
  readonly factor: readonly (readonly number[])[];
  /** L⁻¹. Shape [columns, columns]. */
  readonly whitener: readonly (readonly number[])[];
}
