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
   * The starting points, in [0, 1]ᵈ. Shape [batch, starts, dim], or [1, starts, dim] if every x has
   * the same. Default: the unary argmax, all zeros and all ones.
   */
  readonly starts?: tf.Tensor3D;
  /** Number of entries changed, one after another. Default: 10·dim. */
  readonly steps?: number;
}

/**
 * A y ∈ {0, 1}ᵈ of low `pairwiseEnergy`, by a search that leaves local minima (Glover, 1989; for
 * quadratic energies of bits Glover, Kochenberger & Alidaee, 1998). Each step changes the entry that
 * lowers the energy most, or raises it least. That entry then stays as it is for some of the next
 * steps, now few, now many, unless to change it back leads below all that was found. Of the lowest
 * y on the ways from all starts, the lowest.
 *
 * It takes as many steps as coordinate descent, and finds far more of the minima where couplings
 * are strong. To find the lowest of all is NP-hard; `exactPairwise` tells, up to 20 entries.
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
  // the last step may have found what the next would lower further
  return lowestOf(pairwiseSweep(best, terms), terms);
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * For how many steps the entry that a step changes then stays: between 1 and nine tenths of all
 * entries, at most 40, spread evenly by the golden ratio. Were it always the same, the search would go
 * round in circles: of chains of 18 entries, a quarter of 18 finds the minimum every other time,
 * these lengths nine times in ten.
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
  /** By how much an entry that is 1 lowers the energy: u + U y. */
  readonly pulls: tf.Tensor3D;
  /** For how many steps more an entry stays. */
  readonly tabu: tf.Tensor3D;
  /** −E(y) + E(y₀). Shape [batch, starts, 1]. */
  readonly affinity: tf.Tensor3D;
  /** The lowest y so far, and its affinity. */
  readonly best: tf.Tensor3D;
  readonly highest: tf.Tensor3D;
};

interface Rows {
  /** The rows of U, of one x after another. Shape [batch·dim, dim]. */
  readonly all: tf.Tensor2D;
  /** Where those of each x begin. Shape [batch, 1]. */
  readonly first: tf.Tensor2D;
}

// the gather in batches of tfjs wasm reads other rows: hence places among all of them
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

/** Less than any gain, and finite. */
const NEVER = -3e38;
