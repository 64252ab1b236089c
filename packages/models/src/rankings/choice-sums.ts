import { type ChoiceChain, scaledUtilities } from "./choice-chain.js";
import type { OrderLattice } from "./order-lattice.js";

/** Likelihoods of chains and their gradients, in float64. */
export interface ChoiceSums {
  /**
   * Computes the log-probability that an order of a chain agrees with an observation. Exact. With
   * `added`, an order weighs exp(its sum over choices) besides: what an energy adds to the log-weight
   * when label i is chosen after a set. Shape [sets, labels].
   */
  logProb(
    chain: ChoiceChain,
    utilities: ArrayLike<number>,
    lattice: OrderLattice,
    added?: Float64Array,
  ): number;
  /**
   * Adds a multiple of the gradient of the last −`logProb`, without `added`, by the packed parameters of
   * its chain.
   */
  addGrad(grad: Float64Array, multiple?: number): void;
}

/**
 * Prepares likelihoods of chains: α of a node, the probability of the ways that lead to it, by going
 * through the edges once; the gradient by going back.
 */
export function choiceSums(labels: number): ChoiceSums {
  let lattice: OrderLattice;
  let utilities: ArrayLike<number> = [];
  let sign = 1;
  let forward = new Float64Array();
  let logits = new Float64Array();
  let normalizers = new Float64Array();
  let total = 0;

  return {
    logProb(chain, u, observed, added) {
      [lattice, utilities, sign] = [observed, u, chain.fromLast ? -1 : 1];
      const { sets, from, to, label } = lattice;
      if (forward.length < sets.length) {
        forward = new Float64Array(sets.length);
        logits = new Float64Array(sets.length * labels);
        normalizers = new Float64Array(sets.length);
      }
      forward.fill(-Infinity, 0, sets.length);
      forward[0] = 0;
      const scaled = scaledUtilities(chain, u);
      for (let edge = 0; edge < from.length; edge++) {
        const node = from[edge]!;
        if (node !== from[edge - 1]) normalizers[node] = choose(chain, scaled, node);
        const extra = added ? added[sets[node]! * labels + label[edge]!]! : 0;
        const way = forward[node]! + step(node, label[edge]!) + extra;
        forward[to[edge]!] = logAddExp(forward[to[edge]!]!, way);
      }
      total = -Infinity;
      let next = 0; // nodes that no edge leaves are ends
      for (let node = 0; node < sets.length; node++) {
        if (from[next] === node) while (from[next] === node) next++;
        else total = logAddExp(total, forward[node]!);
      }
      return total;
    },

    addGrad(grad, multiple = 1) {
      const { sets, from, to, label } = lattice;
      const size = labels ** 2;
      const backward = new Float64Array(sets.length);
      const residuals = new Float64Array(labels);
      for (let edge = from.length - 1; edge >= 0; ) {
        const node = from[edge]!;
        let sum = -Infinity;
        let passing = 0; // the probability of ways through the node
        residuals.fill(0);
        for (; from[edge] === node; edge--) {
          const i = label[edge]!;
          const way = step(node, i) + backward[to[edge]!]!;
          sum = logAddExp(sum, way);
          const share = multiple * Math.exp(forward[node]! + way - total);
          passing += share;
          residuals[i]! -= share;
        }
        backward[node] = sum;
        const set = sets[node]!;
        const place = bitCount(set);
        for (let i = 0; i < labels; i++) {
          if ((set >> i) & 1) continue;
          residuals[i]! += passing * Math.exp(step(node, i));
          grad[i * labels + place]! += residuals[i]!;
          grad[2 * size]! += sign * residuals[i]! * utilities[i]!;
        }
        for (let j = 0; j < labels; j++) {
          if (!((set >> j) & 1)) continue;
          const row = size + j * labels;
          for (let i = 0; i < labels; i++) grad[row + i]! += residuals[i]!;
        }
      }
    },
  };

  /** The log-probability of a choice at a node. */
  function step(node: number, i: number): number {
    return logits[node * labels + i]! - normalizers[node]!;
  }

  /** Writes the logits of the choices at a node, and returns their normalizer. */
  function choose(chain: ChoiceChain, scaled: Float64Array, node: number): number {
    const set = lattice.sets[node]!;
    const start = node * labels;
    const place = bitCount(set);
    for (let i = 0; i < labels; i++) {
      logits[start + i] = scaled[i]! + chain.positions[i * labels + place]!;
    }
    for (let j = 0; j < labels; j++) {
      if (!((set >> j) & 1)) continue;
      const row = j * labels;
      for (let i = 0; i < labels; i++) logits[start + i]! += chain.couplings[row + i]!;
    }
    let max = -Infinity;
    for (let i = 0; i < labels; i++) {
      if ((set >> i) & 1) logits[start + i] = -Infinity;
      max = Math.max(max, logits[start + i]!);
    }
    let sum = 0;
    for (let i = 0; i < labels; i++) sum += Math.exp(logits[start + i]! - max);
    return max + Math.log(sum);
  }
}

/** Number of labels in a set. */
export function bitCount(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count++;
  return count;
}

function logAddExp(a: number, b: number): number {
  if (a === -Infinity) return b;
  return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}
