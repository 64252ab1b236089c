import type { Matrix } from "@ebm/datasets";

/** Logits of probabilities that were pulled to the label frequencies. */
export interface Smoothing {
  /** The share of the frequencies. */
  readonly share: number;
  /** The label frequencies. Shape [labels]. */
  readonly frequencies: Float32Array;
}

/** The logits of (1 − share) p + share · frequency, finite where p is 0 or 1. */
export function smoothedLogits(p: Matrix, { share, frequencies }: Smoothing): Matrix {
  const labels = p.shape[1];
  const data = p.data.map((value, i) => {
    const frequency = frequencies[i % labels]!;
    const known = Number.isNaN(value) ? frequency : value;
    const smooth = (1 - share) * known + share * frequency;
    return Math.log(smooth) - Math.log1p(-smooth);
  });
  return { data, shape: p.shape };
}

/** The logits of (1 − share) σ(L) + share · frequency. */
export function sharedLogits(logits: Matrix, smoothing: Smoothing): Matrix {
  if (smoothing.share === 0) return logits;
  const data = logits.data.map((logit) => 1 / (1 + Math.exp(-logit)));
  return smoothedLogits({ data, shape: logits.shape }, smoothing);
}
