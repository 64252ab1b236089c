/** Sums over all orders of labels, by dynamic programming over the sets of labels placed so far. */
export interface OrderSums {
  /**
   * Computes log Σ PL(y | u) Π exp(steps) over the orders y that agree with `places`, or over all.
   *
   * @param utilities u; differences beyond 600 / labels are clipped. Shape [labels].
   * @param factors exp of what label i adds when it follows set S, at S · labels + i.
   * @param places Places from 0, −1 for labels that are not ranked. Shape [labels].
   */
  logSum(utilities: ArrayLike<number>, factors: Float64Array, places?: ArrayLike<number>): number;
  /** The probability that label i follows set S, at S · labels + i, given the last `logSum`. */
  stepProbs(): Float64Array;
  /** An order, as places, from the distribution of the last `logSum`; a uniform for each label. */
  sample(uniforms: ArrayLike<number>): Float32Array;
}

/**
 * Prepares sums over the orders of up to about 11 labels. The cost of a sum is 2^labels · labels:
 *
 *   α(∅) = 1,   α(T) = Σ over i in T of α(T∖i) exp(uᵢ + step(T∖i, i)) / Σ over j not in T∖i of exp(uⱼ).
 *
 * Results are valid until the next call.
 */
export function orderSums(labels: number): OrderSums {
  const sets = 2 ** labels;
  const full = sets - 1;
  const weights = new Float64Array(labels);
  const before = new Int32Array(labels);
  const inverse = new Float64Array(sets);
  const forward = new Float64Array(sets);
  const backward = new Float64Array(sets);
  const probs = new Float64Array(sets * labels);
  let last: Float64Array = new Float64Array();

  /** exp(uᵢ + step) / Σ exp(uⱼ), or 0 if label i may not follow the set. */
  const step = (set: number, i: number): number => {
    if ((set & before[i]!) !== before[i]!) return 0;
    return weights[i]! * inverse[set]! * last[set * labels + i]!;
  };

  return {
    logSum(utilities, factors, places) {
      last = factors;
      let max = -Infinity;
      for (let i = 0; i < labels; i++) max = Math.max(max, utilities[i]!);
      for (let i = 0; i < labels; i++) {
        weights[i] = Math.exp(Math.max(utilities[i]! - max, -600 / labels));
        before[i] = places ? labelsBefore(i, places) : 0;
      }
      // sums over the labels outside a set, the smallest sets of them first
      for (let set = full - 1; set >= 0; set--) {
        const outside = full & ~set;
        const low = 31 - Math.clz32(outside & -outside);
        inverse[set] = inverse[set | (1 << low)]! + weights[low]!;
      }
      for (let set = 0; set < full; set++) inverse[set] = 1 / inverse[set]!;
      forward.fill(0);
      forward[0] = 1;
      for (let set = 0; set < full; set++) {
        const start = forward[set]!;
        if (start === 0) continue;
        for (let i = 0; i < labels; i++) {
          if (!((set >> i) & 1)) forward[set | (1 << i)]! += start * step(set, i);
        }
      }
      inverse[full] = 0;
      return Math.log(forward[full]!);
    },

    stepProbs() {
      backward[full] = 1 / forward[full]!;
      probs.fill(0);
      for (let set = full - 1; set >= 0; set--) {
        let sum = 0;
        for (let i = 0; i < labels; i++) {
          if ((set >> i) & 1) continue;
          const next = step(set, i) * backward[set | (1 << i)]!;
          probs[set * labels + i] = forward[set]! * next;
          sum += next;
        }
        backward[set] = sum;
      }
      return probs;
    },

    sample(uniforms) {
      const order = new Float32Array(labels);
      let set = full;
      for (let place = labels - 1; place >= 0; place--) {
        let left = uniforms[place]! * forward[set]!;
        let chosen = -1;
        for (let i = 0; i < labels; i++) {
          if (!((set >> i) & 1)) continue;
          const from = set & ~(1 << i);
          const mass = forward[from]! * step(from, i);
          if (mass === 0) continue;
          chosen = i;
          left -= mass;
          if (left < 0) break;
        }
        order[chosen] = place;
        set &= ~(1 << chosen);
      }
      return order;
    },
  };
}

/** The labels that come before label i, as bits. */
function labelsBefore(i: number, places: ArrayLike<number>): number {
  let set = 0;
  for (let j = 0; j < places.length; j++) {
    if (places[j]! >= 0 && places[j]! < places[i]!) set |= 1 << j;
  }
  return set;
}
