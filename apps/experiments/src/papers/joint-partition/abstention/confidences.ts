import type { LearnedRows } from "./learned-rows.js";

/** The scores of rows: log p(ŷ|x) by each log-partition, scores that need none, and log Z(x). */
export const SCORES = {
  joint: "log p, τ as trained",
  refit: "log p, τ refitted",
  exact: "log p, exact",
  energy: "energy alone",
  margin: "margin",
  jointZ: "τ as trained",
  refitZ: "τ refitted",
  exactZ: "exact log Z",
  agreement: "both τ agree",
} as const;

/**
 * Computes scores that are larger where the model is more confident, or the input more familiar.
 */
export function confidences(
  rows: LearnedRows,
): Readonly<Record<keyof typeof SCORES, Float64Array>> {
  const { energy, margin, exact, joint, refit } = rows;
  const each = (scoreOf: (row: number) => number): Float64Array =>
    Float64Array.from(energy, (_, row) => scoreOf(row));
  return {
    joint: each((row) => -energy[row]! - joint[row]!),
    refit: each((row) => -energy[row]! - refit[row]!),
    exact: each((row) => -energy[row]! - exact[row]!),
    energy: each((row) => -energy[row]!),
    margin: each((row) => margin[row]!),
    jointZ: each((row) => joint[row]!),
    refitZ: each((row) => refit[row]!),
    exactZ: each((row) => exact[row]!),
    agreement: each((row) => -Math.abs(joint[row]! - refit[row]!)),
  };
}
