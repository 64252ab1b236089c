import type { LearnedRows } from "./learned-rows.js";

/** Scores of rows: of log p(ŷ|x) by each log-partition, of what needs none, and of log Z(x). */
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

/** Larger where the model is surer of its prediction, or more at home with the input. */
export function confidences(
  rows: LearnedRows,
): Readonly<Record<keyof typeof SCORES, Float64Array>> {
  const { energy, margin, exact, joint, refit } = rows;
  const each = (of: (row: number) => number): Float64Array =>
    Float64Array.from(energy, (_, row) => of(row));
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
