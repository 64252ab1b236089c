export interface ChowLiuInputs {
  /** Weight of the rows where both bits are 1, for i ≥ j; of one bit on the diagonal. Shape [dim, dim]. */
  readonly counts: Float64Array;
  /** The weight of all rows. */
  readonly mass: number;
  /** The frequency of ones to smooth towards. Shape [dim]. */
  readonly frequencies: Float64Array;
  /** Weight, in rows, of these frequencies. */
  readonly smoothing: number;
  /** Whether bits have parents. */
  readonly edges: boolean;
}

export interface ChowLiuTree {
  /** Parents before children. Shape [dim]. */
  readonly order: Int32Array;
  /** The parent of each column, or −1. Shape [dim]. */
  readonly parents: Int32Array;
  /** The logit of each column if its parent is 0, and if it is 1. Shape [dim, 2]. */
  readonly logits: Float64Array;
}

/**
 * The most likely tree: the spanning tree of largest mutual information, by Prim's algorithm.
 *
 * Reference: Chow, Liu. Approximating Discrete Probability Distributions with Dependence Trees.
 * IEEE Transactions on Information Theory. 1968.
 */
export function chowLiuTree(inputs: ChowLiuInputs): ChowLiuTree {
  const { counts, mass, frequencies, smoothing, edges } = inputs;
  const dim = frequencies.length;
  const total = mass + smoothing;
  const single = Float64Array.from(frequencies, (frequency, j) => {
    return (counts[j * dim + j]! + smoothing * frequency) / total;
  });
  /** The probability that both bits are 1. */
  const both = (i: number, j: number): number => {
    const count = counts[i > j ? i * dim + j : j * dim + i]!;
    return (count + smoothing * frequencies[i]! * frequencies[j]!) / total;
  };
  const order = new Int32Array(dim);
  const parents = new Int32Array(dim).fill(-1);
  const logits = new Float64Array(2 * dim);
  const strength = new Float64Array(dim).fill(-1);
  const isDone = new Uint8Array(dim);
  for (let step = 0, next = 0; step < dim; step++) {
    order[step] = next;
    isDone[next] = 1;
    setLogits(next, parents[next]!);
    let best = -1;
    for (let j = 0; j < dim; j++) {
      if (isDone[j]) continue;
      const information = edges ? mutualInformation(single[next]!, single[j]!, both(next, j)) : -1;
      if (information > strength[j]!) {
        strength[j] = information;
        parents[j] = next;
      }
      if (best < 0 || strength[j]! > strength[best]!) best = j;
    }
    next = best;
  }
  return { order, parents, logits };

  function setLogits(j: number, parent: number): void {
    if (parent < 0) {
      logits.fill(logit(single[j]!, 1), 2 * j, 2 * j + 2);
      return;
    }
    const joint = both(j, parent);
    logits[2 * j] = logit(single[j]! - joint, 1 - single[parent]!);
    logits[2 * j + 1] = logit(joint, single[parent]!);
  }
}

/** The logit of part / whole, within ±30. */
function logit(part: number, whole: number): number {
  const least = 1e-13 * whole;
  return Math.log(Math.max(part, least) / Math.max(whole - part, least));
}

/** I of two bits with the frequencies of ones p and q, and of both r, in nats. */
function mutualInformation(p: number, q: number, r: number): number {
  const term = (joint: number, product: number): number =>
    joint > 0 ? joint * Math.log(joint / product) : 0;
  return (
    term(r, p * q) +
    term(p - r, p * (1 - q)) +
    term(q - r, (1 - p) * q) +
    term(1 - p - q + r, (1 - p) * (1 - q))
  );
}
