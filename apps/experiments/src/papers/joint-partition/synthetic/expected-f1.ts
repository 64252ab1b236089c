/** The exact expected F1 between sets of labels and a random y of known distribution. */
export interface ExpectedF1 {
  /** E[ 2|y ∩ set| / (|y| + |set|) ], with 0/0 = 0. */
  of(set: ArrayLike<number>): number;
  /** The set of labels with the largest expected F1. Shape [labels]. */
  best(): Float32Array;
}

/**
 * The expected F1 of a set of m labels is Σ over i in the set of
 *
 *   Wᵢ(m) = Σₛ p(yᵢ = 1, |y| = s) · 2/(m + s),
 *
 * so the best set of m labels has the m largest Wᵢ(m).
 *
 * Reference: Dembczyński, Waegeman, Cheng, Hüllermeier. An Exact Algorithm for F-Measure
 * Maximization. NeurIPS 2011.
 *
 * @param probabilities p(y) of every y. Bit i of an index is yᵢ. Shape [2 ** labels].
 */
export function expectedF1(probabilities: Float64Array, labels: number): ExpectedF1 {
  // p(yᵢ = 1, |y| = s), s from 0
  const joint = Array.from({ length: labels }, () => new Float64Array(labels + 1));
  const sizes = new Uint8Array(probabilities.length);
  for (let y = 1; y < probabilities.length; y++) {
    const size = sizes[y >> 1]! + (y & 1);
    sizes[y] = size;
    const p = probabilities[y]!;
    for (let i = 0; i < labels; i++) if ((y >> i) & 1) joint[i]![size]! += p;
  }
  const weights = (m: number): number[] =>
    joint.map((bySize) => bySize.reduce((sum, p, s) => sum + (2 * p) / (m + s || 1), 0));

  return {
    of(set) {
      let size = 0;
      for (let i = 0; i < labels; i++) size += set[i]!;
      return weights(size).reduce((sum, weight, i) => sum + weight * set[i]!, 0);
    },
    best() {
      let [value, best] = [0, new Float32Array(labels)];
      for (let m = 1; m <= labels; m++) {
        const values = weights(m);
        const order = values.map((_, i) => i).sort((a, b) => values[b]! - values[a]!);
        const chosen = order.slice(0, m);
        const sum = chosen.reduce((total, i) => total + values[i]!, 0);
        if (sum <= value) continue;
        value = sum;
        best = new Float32Array(labels);
        for (const i of chosen) best[i] = 1;
      }
      return best;
    },
  };
}
