/**
 * What is computed from the sampled neighbors:
 *
 * - `corrected`: Σᵢ term(D̃ᵢ) + Σₜ wₜ(term(Dₜ) − term(D̃ₜ)), unbiased: the terms of the linear
 *   energy are known for all i, and the draws estimate only what they are off by.
 * - `weighted`: Σₜ wₜ term(Dₜ), unbiased; RMwGGIS (basic), if of `withReplacement`.
 * - `attached`: the same, its gradient taken through w too: less noise, but biased.
 * - `unweighted`: Σₜ term(Dₜ), another objective; RMwGGIS (advanced), if of `withoutReplacement`.
 */
export type Estimator = "corrected" | "weighted" | "attached" | "unweighted";

/** All estimators, for comparisons. */
export const estimators: readonly Estimator[] = ["corrected", "weighted", "attached", "unweighted"];
