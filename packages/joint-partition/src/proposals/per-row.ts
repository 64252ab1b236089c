import type { Tensor } from "@tensorflow/tfjs-core";

/** The axes of samples and scores. Either batch may be 1; it is then shared. */
export function perRow(draws: Tensor, scores: Tensor, dim: number): string {
  const batch = scores.shape[0];
  return `${draws.shape[0] === 1 || batch === 1 ? "batch" : batch} samples ${dim}`;
}
