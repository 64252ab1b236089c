import * as tf from "@tensorflow/tfjs-core";

/** A distribution on {0, 1}ᵈⁱᵐ, enumerated in float64. */
export interface Law {
  readonly states: readonly (readonly number[])[];
  readonly probabilities: Float64Array;
  /** log Σ exp(−E). */
  readonly logPartition: number;
  readonly marginals: readonly number[];
}

/** Lists {0, 1}ᵈⁱᵐ. Entry i of a state is bit i of its index. */
export function bitStates(dim: number): number[][] {
  return Array.from({ length: 2 ** dim }, (_, s) =>
    Array.from({ length: dim }, (_, i) => (s >> i) & 1),
  );
}

/** Computes p ∝ exp(−E) over the states. */
export function enumerate(
  states: readonly (readonly number[])[],
  energy: (x: readonly number[]) => number,
): Law {
  const energies = Float64Array.from(states, energy);
  const least = energies.reduce((a, b) => Math.min(a, b));
  const weights = energies.map((e) => Math.exp(least - e));
  const sum = weights.reduce((a, b) => a + b);
  const probabilities = weights.map((w) => w / sum);
  const marginals = states[0]!.map((_, i) =>
    states.reduce((p, x, s) => p + x[i]! * probabilities[s]!, 0),
  );
  return { states, probabilities, logPartition: Math.log(sum) - least, marginals };
}

/** Places about `count` chains on the states in proportion to their probabilities. */
export function spread({ states, probabilities }: Law, count: number): tf.Tensor2D {
  return tf.tensor2d(
    states.flatMap((x, s) => new Array(Math.round(count * probabilities[s]!)).fill(x)),
  );
}

/** Counts the chains in each state. */
export function histogram({ states }: Law, x: tf.Tensor2D): Float64Array {
  const place = new Map(states.map((state, s) => [state.join(), s]));
  const counts = new Float64Array(states.length);
  for (const row of x.arraySync()) counts[place.get(row.join())!]!++;
  return counts;
}
