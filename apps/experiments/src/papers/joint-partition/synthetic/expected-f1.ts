/** The F1 between sets of labels and a random y of known distribution, exactly. */
export interface ExpectedF1 {
  /** E[ 2|y ∩ set| / (|y| + |set|) ], 0/0 counting 0. */
  of(set: ArrayLike<number>): number;
  /** A set of labels with the largest. Shape [labels]. */
  best(): Float32Array;
}

/**
 * For a set of m labels it is Σ over i in the set of
 *
 *   Wᵢ(m) = Σₛ p(yᵢ = 1, |y| = s) · 2/(m + s),
 *
 * so that the best of m labels has the m largest Wᵢ(m).
 *
 * Reference: Dembczyński, Waegeman, Cheng, Hüllermeier. An Exact Algorithm for F-Measure
 * Maximization. NeurIPS 2011.
 *
 * @param probabilities p(y) of every y, bit i of an index being yᵢ. Shape [2 ** labels].
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
    joint.map((of) => of.reduce((sum, p, s) => sum + (2 * p) / (m + s || 1), 0));

  return {
    of(set) {
      let size = 0;
      for (let i = 0; i < labels; i++) size += set[i]!;
      return weights(size).reduce((sum, weight, i) => sum + weight * set[i]!, 0);
    },
    best() {
      let [value, best] = [0, new Float32Array(labels)];
      for (let m = 1; m <= labels; m++) {
        const of = weights(m);
        const order = of.map((_, i) => i).sort((a, b) => of[b]! - of[a]!);
        const chosen = order.slice(0, m);
        const sum = chosen.reduce((total, i) => total + of[i]!, 0);
        if (sum <= value) continue;
        value = sum;
        best = new Float32Array(labels);
        for (const i of chosen) best[i] = 1;
      }
      return best;
    },
  };
}
