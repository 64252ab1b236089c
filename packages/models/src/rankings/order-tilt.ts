import type { Matrix } from "@ebm/datasets";

/**
 * What a Plackett–Luce model cannot say about orders, the same for all x:
 *
 *   f(y) = Σ over i before j of Θᵢⱼ + Σᵢ Aᵢ at the place of i.
 */
export interface OrderTilt {
  /** Θ, with Θⱼᵢ = −Θᵢⱼ. Shape [labels, labels]. */
  readonly pairs: Matrix;
  /** A. Shape [labels, places]. */
  readonly positions: Matrix;
}

/** The largest number of labels for sums over all orders: 2¹¹ sets. */
export const MOST_LABELS = 11;

/** Number of parameters: A, and Θᵢⱼ for i < j. */
export function tiltSize(labels: number): number {
  return labels ** 2 + (labels * (labels - 1)) / 2;
}

/** A tilt of parameters: A row by row, then Θᵢⱼ for i < j. */
export function tiltOf(params: ArrayLike<number>, labels: number): OrderTilt {
  const positions = Float32Array.from({ length: labels ** 2 }, (_, i) => params[i]!);
  const pairs = new Float32Array(labels ** 2);
  let next = labels ** 2;
  for (let i = 0; i < labels; i++) {
    for (let j = i + 1; j < labels; j++) {
      pairs[i * labels + j] = params[next]!;
      pairs[j * labels + i] = -params[next++]!;
    }
  }
  const shape = [labels, labels] as const;
  return { pairs: { data: pairs, shape }, positions: { data: positions, shape } };
}

/**
 * What label i adds to f when it follows the set S of labels, at S · labels + i. Sets are bits.
 * Shape [2^labels, labels].
 */
export function tiltSteps({ pairs, positions }: OrderTilt): Float64Array {
  const labels = pairs.shape[0];
  const steps = new Float64Array(2 ** labels * labels);
  for (let set = 0; set < 2 ** labels; set++) {
    const place = bitCount(set);
    for (let i = 0; i < labels; i++) {
      if ((set >> i) & 1) continue;
      let sum = positions.data[i * labels + place]!;
      for (let j = 0; j < labels; j++) {
        if (j !== i && !((set >> j) & 1)) sum += pairs.data[i * labels + j]!;
      }
      steps[set * labels + i] = sum;
    }
  }
  return steps;
}

/** Number of labels in a set. */
export function bitCount(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count++;
  return count;
}
