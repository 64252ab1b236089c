import type { BitColumns } from "./bit-columns.js";

export interface ChowLiuInputs {
  readonly columns: BitColumns;
  /**
   * Weight of the rows where both indicators are 1, for a ≥ b; of one indicator on the diagonal.
   * Shape [width, width].
   */
  readonly counts: Float64Array;
  /** The weight of all rows. */
  readonly mass: number;
  /** The frequency of each indicator to smooth towards. Shape [width]. */
  readonly frequencies: Float64Array;
  /** Weight, in rows, of these frequencies. */
  readonly smoothing: number;
  /** Whether columns have parents. */
  readonly edges: boolean;
}

export interface ChowLiuTree {
  /** Parents before children. Shape [dim]. */
  readonly order: Int32Array;
  /** The parent of each column, or −1. Shape [dim]. */
  readonly parents: Int32Array;
  /** log p(v | u) as in `TreeMixtureParams`. Shape [dim, largest, largest]. */
  readonly logProbs: Float64Array;
}

/**
 * The most likely tree: the spanning tree of largest mutual information, by Prim's algorithm.
 *
 * Reference: Chow, Liu. Approximating Discrete Probability Distributions with Dependence Trees.
 * IEEE Transactions on Information Theory. 1968.
 */
export function chowLiuTree(inputs: ChowLiuInputs): ChowLiuTree {
  const { columns, counts, mass, frequencies, smoothing, edges } = inputs;
  const { dim, levels, largest, width, offsets } = columns;
  const total = mass + smoothing;
  const [single, prior] = [new Float64Array(dim * largest), new Float64Array(dim * largest)];
  for (let j = 0; j < dim; j++) {
    let [rest, restPrior] = [1, 1];
    for (let a = offsets[j]!; a < offsets[j + 1]!; a++) {
      const place = j * largest + a - offsets[j]! + 1;
      prior[place] = frequencies[a]!;
      single[place] = (counts[a * width + a]! + smoothing * frequencies[a]!) / total;
      rest -= single[place];
      restPrior -= prior[place]!;
    }
    single[j * largest] = Math.max(0, rest);
    prior[j * largest] = restPrior;
  }
  /** p(v of j, u of i), filled for the pair that was asked for last. Shape [largest, largest]. */
  const joint = new Float64Array(largest * largest);
  const order = new Int32Array(dim);
  const parents = new Int32Array(dim).fill(-1);
  const logProbs = new Float64Array(dim * largest * largest).fill(-Infinity);
  const strength = new Float64Array(dim).fill(-1);
  const isDone = new Uint8Array(dim);
  for (let step = 0, next = 0; step < dim; step++) {
    order[step] = next;
    isDone[next] = 1;
    setLogProbs(next, parents[next]!);
    let best = -1;
    for (let j = 0; j < dim; j++) {
      if (isDone[j]) continue;
      const information = edges ? mutualInformation(next, j) : -1;
      if (information > strength[j]!) {
        strength[j] = information;
        parents[j] = next;
      }
      if (best < 0 || strength[j]! > strength[best]!) best = j;
    }
    next = best;
  }
  return { order, parents, logProbs };

  function setJoint(i: number, j: number): void {
    for (let u = 1; u < levels[i]!; u++) {
      let rest = single[i * largest + u]!;
      const a = offsets[i]! + u - 1;
      for (let v = 1; v < levels[j]!; v++) {
        const b = offsets[j]! + v - 1;
        const count = counts[a > b ? a * width + b : b * width + a]!;
        const value = (count + smoothing * frequencies[a]! * frequencies[b]!) / total;
        joint[u * largest + v] = value;
        rest -= value;
      }
      joint[u * largest] = Math.max(0, rest);
    }
    for (let v = 0; v < levels[j]!; v++) {
      let rest = single[j * largest + v]!;
      for (let u = 1; u < levels[i]!; u++) rest -= joint[u * largest + v]!;
      joint[v] = Math.max(0, rest);
    }
  }

  /** In nats. */
  function mutualInformation(i: number, j: number): number {
    setJoint(i, j);
    let sum = 0;
    for (let u = 0; u < levels[i]!; u++) {
      for (let v = 0; v < levels[j]!; v++) {
        const p = joint[u * largest + v]!;
        const product = single[i * largest + u]! * single[j * largest + v]!;
        if (p > 0 && product > 0) sum += p * Math.log(p / product);
      }
    }
    return sum;
  }

  function setLogProbs(j: number, parent: number): void {
    const table = j * largest * largest;
    if (parent >= 0) setJoint(parent, j);
    for (let u = 0; u < (parent < 0 ? largest : levels[parent]!); u++) {
      const row = table + u * largest;
      const whole = parent < 0 ? 1 : single[parent * largest + u]!;
      let sum = 0;
      for (let v = 0; v < levels[j]!; v++) {
        const part = parent < 0 ? single[j * largest + v]! : joint[u * largest + v]!;
        const least = LEAST * Math.max(whole, 1e-100);
        logProbs[row + v] = Math.max(part, least);
        sum += logProbs[row + v]!;
      }
      for (let v = 0; v < levels[j]!; v++) logProbs[row + v] = Math.log(logProbs[row + v]! / sum);
    }
  }
}

/** The smallest probability: no logarithm is below −30. */
const LEAST = 1e-13;
