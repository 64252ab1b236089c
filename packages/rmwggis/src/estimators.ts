/**
 * The estimate that is computed from the sampled neighbors:
 *
 * - `corrected`: Σᵢ term(D̃ᵢ) + Σₜ wₜ(term(Dₜ) − term(D̃ₜ)), unbiased. The terms of the linearized
 *   energy are known for all i, so the samples estimate only the linearization error.
 * - `weighted`: Σₜ wₜ term(Dₜ), unbiased. With `withReplacement`, it is RMwGGIS (basic).
 * - `attached`: the same, but the gradient also flows through w: less noise, but biased.
 * - `unweighted`: Σₜ term(Dₜ), another objective. With `withoutReplacement`, it is RMwGGIS (advanced).
 */
export type Estimator = "corrected" | "weighted" | "attached" | "unweighted";

/** The names of all estimators, for comparisons. */
export const estimators: readonly Estimator[] = ["corrected", "weighted", "attached", "unweighted"];
