/** The loss if only the most confident predictions are made. */
export interface RiskCoverage {
  /** The mean risk over all coverages 1/n, 2/n, …, 1. */
  readonly area: number;
  /** The mean risk of the most confident rows, for each of the given fractions of rows. */
  readonly risks: readonly number[];
}

/**
 * Ranks rows by confidence, and computes the mean risk of the most confident ones.
 *
 * Rows of equal confidence count alike: each has their mean risk.
 *
 * @param inputs.confidence The confidence of each prediction. Shape [rows].
 * @param inputs.risk The loss of each prediction. Shape [rows].
 *
 * Reference: El-Yaniv, Wiener. On the Foundations of Noise-free Selective Classification. JMLR
 * 2010.
 */
export function riskCoverage(
  {
    confidence,
    risk,
  }: { readonly confidence: ArrayLike<number>; readonly risk: ArrayLike<number> },
  { shares = [1] }: { readonly shares?: readonly number[] } = {},
): RiskCoverage {
  const rows = confidence.length;
  const order = Array.from({ length: rows }, (_, row) => row).sort(
    (a, b) => confidence[b]! - confidence[a]!,
  );
  const sums = new Float64Array(rows + 1);
  for (let start = 0; start < rows; ) {
    let end = start;
    let total = 0;
    while (end < rows && confidence[order[end]!] === confidence[order[start]!]) {
      total += risk[order[end++]!]!;
    }
    for (let i = start; i < end; i++) sums[i + 1] = sums[i]! + total / (end - start);
    start = end;
  }
  const meanRisk = (count: number): number => sums[count]! / count;
  let area = 0;
  for (let count = 1; count <= rows; count++) area += meanRisk(count) / rows;
  return { area, risks: shares.map((share) => meanRisk(Math.max(1, Math.round(share * rows)))) };
}
