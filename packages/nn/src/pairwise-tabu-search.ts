import { scan } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { pairwiseSweep } from "./pairwise-sweep.js";
import {
  lowestOf,
  oneHot,
  type PairwiseTerms,
  pairwiseTerms,
  pull,
  threeStarts,
} from "./pairwise-terms.js";

export interface PairwiseTabuSearchOptions {
  /**
   * The starting points, in [0, 1]ᵈ. Shape [batch, starts, dim], or [1, starts, dim] if all x share
   * them. Default: the unary argmax, all zeros and all ones.
   */
  readonly starts?: tf.Tensor3D;
  /** Number of changes, one entry at a time. Default: 10·dim. */
  readonly steps?: number;
}

/**
 * Finds a y ∈ {0, 1}ᵈ with low `pairwiseEnergy`, by a search that can leave local minima (Glover, 1989;
 * for quadratic energies of bits Glover, Kochenberger & Alidaee, 1998). Each step changes the entry that
 * lowers the energy most, or raises it least. For a varying number of the next steps, that entry must
 * not change back unless this gives the lowest energy so far. The result is the lowest y that the
 * searches from all starts visit.
 *
 * It takes as many steps as coordinate descent and finds many more minima if couplings are strong.
 * Finding the lowest energy is NP-hard. `exactPairwise` can check it, up to 20 entries.
 *
 * @param scores As in `pairwiseEnergy`. Shape [batch, dim·(dim + 1)/2].
 * @returns Shape [batch, dim].
 */
export function pairwiseTabuSearch(
  scores: tf.Tensor2D,
  options: PairwiseTabuSearchOptions = {},
): tf.Tensor2D {
  const { starts } = options;
  const terms = pairwiseTerms("pairwiseTabuSearch", { scores, starts });
  const [batch, dim] = terms.u.shape;
  const y = pairwiseSweep(starts ?? threeStarts(terms.u), terms);
  const affinity: tf.Tensor3D = tf.zeros([batch, y.shape[1], 1]);
  const start: TabuState = {
    y,
    pulls: pull(y, terms),
    tabu: tf.zerosLike(y),
    affinity,
    best: y,
    highest: affinity,
  };
  const rows = rowsOf(terms);
  const step = (state: TabuState, tenure: tf.Tensor): TabuState => tabuStep(state, rows, tenure);
  const { best } = scan(step, start, tf.tensor1d(tenures(dim, options)));
  // the y of the last step may still be improved
  return lowestOf(pairwiseSweep(best, terms), terms);
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Returns the number of steps for which a changed entry must not change again: between 1 and nine
 * tenths of the entries, at most 40, spread evenly by the golden ratio. With a constant number the
 * search would cycle: for chains of 18 entries, a constant quarter of 18 finds the minimum half of the
 * time, and these lengths find it nine times in ten.
 */
export function tenures(
  dim: number,
  { steps = 10 * dim }: Pick<PairwiseTabuSearchOptions, "steps">,
): Float32Array {
  const most = Math.min(40, 0.9 * dim);
  return Float32Array.from({ length: steps }, (_, step) =>
    Math.min(dim - 1, 1 + Math.floor(((step * GOLDEN) % 1) * most)),
  );
}

type TabuState = {
  readonly y: tf.Tensor3D;
  /** The decrease in energy if an entry is 1: u + U y. */
  readonly pulls: tf.Tensor3D;
  /** Number of further steps for which an entry must not change. */
  readonly tabu: tf.Tensor3D;
  /** −E(y) + E(y₀). Shape [batch, starts, 1]. */
  readonly affinity: tf.Tensor3D;
  /** The lowest y so far, and its affinity. */
  readonly best: tf.Tensor3D;
  readonly highest: tf.Tensor3D;
};

interface Rows {
  /** The rows of U for all x, one x after another. Shape [batch·dim, dim]. */
  readonly all: tf.Tensor2D;
  /** The index of the first row of each x. Shape [batch, 1]. */
  readonly first: tf.Tensor2D;
}

// the batched gather of tfjs wasm reads the wrong rows, hence indices into the rows of all x
function rowsOf({ U }: PairwiseTerms): Rows {
  const [batch, dim] = U.shape;
  const before: tf.Tensor2D = tf.cumsum(tf.fill([batch, 1], dim), 0, true);
  return { all: tf.reshape(U, [-1, dim]), first: tf.cast(before, "int32") };
}

function tabuStep(state: TabuState, { all, first }: Rows, tenure: tf.Tensor): TabuState {
  const { y, pulls, tabu, affinity, best, highest } = state;
  const change = tf.sub<tf.Tensor3D>(1, tf.mul(2, y));
  const gains = tf.mul(change, pulls);
  const free = tf.logicalOr(tf.lessEqual(tabu, 0), tf.greater(tf.add(affinity, gains), highest));
  const chosen: tf.Tensor2D = tf.argMax(tf.where(free, gains, tf.fill(gains.shape, NEVER)), 2);
  const entry = oneHot(chosen, y.shape[2]) as tf.Tensor3D;

  const changed = tf.mul(entry, change);
  const next = tf.add<tf.Tensor3D>(y, changed);
  const row = tf.gather<tf.Tensor>(all, tf.add(chosen, first)) as tf.Tensor3D;
  const reached: tf.Tensor3D = tf.add(affinity, tf.sum(tf.mul(entry, gains), 2, true));
  const isBest = tf.cast(tf.greater(reached, highest), "float32");
  return {
    y: next,
    pulls: tf.add(pulls, tf.mul<tf.Tensor3D>(tf.sum(changed, 2, true), row)),
    tabu: tf.maximum(tf.relu(tf.sub<tf.Tensor3D>(tabu, 1)), tf.mul(entry, tenure)),
    affinity: reached,
    best: tf.add(best, tf.mul(isBest, tf.sub(next, best))),
    highest: tf.maximum(highest, reached),
  };
}

/** A finite number below any gain. */
const NEVER = -3e38;
