import { foldIn, type Key, uniform } from "@ebm/core";
import { logSumExp } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import { type MixedColumn, statesOf } from "../chains/mixed-column.js";
import type { ClassMixture } from "./class-mixture.js";

export interface FitClassesInputs {
  readonly columns: readonly MixedColumn[];
  /** Shape [rows, columns]. */
  readonly z: Matrix;
  /** −1 for a number. Shape [rows, columns]. */
  readonly state: Matrix;
  readonly classes: number;
  /** Added to the variance of each column. Shape [columns]. */
  readonly noise: ArrayLike<number>;
  readonly key: Key;
  /** Default: 60. */
  readonly iterations?: number;
}

/** Pseudo-counts of each probability within a class, in all. */
const SMOOTHING = 1;

/** Fits latent classes by expectation maximization, in float64, from random rows. */
export function fitClasses(inputs: FitClassesInputs): ClassMixture {
  const { z, classes, key, iterations = 60 } = inputs;
  const rows = z.shape[0];
  let shares = firstShares(inputs, key);
  let last = -Infinity;
  let fitted = maximize(inputs, shares);
  for (let step = 0; step < iterations; step++) {
    shares = new Float64Array(rows * classes);
    const mean = expect(inputs, fitted, shares);
    if (!(mean > last + 1e-5)) break;
    last = mean;
    fitted = maximize(inputs, shares);
  }
  return fitted;
}

/** Each row belongs mostly to a random class; with one class, wholly. */
function firstShares({ z, state, classes }: FitClassesInputs, key: Key): Float64Array {
  const [rows, columns] = z.shape;
  const chosen = uniform(foldIn(key, 0), classes).map((u) => Math.floor(u * rows));
  const shares = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    let [best, nearest] = [0, Infinity];
    for (const [k, other] of chosen.entries()) {
      let distance = 0;
      for (let j = 0; j < columns; j++) {
        const [a, b] = [row * columns + j, other * columns + j];
        const differs = state.data[a] !== state.data[b];
        distance += differs ? 2 : Math.min(9, (z.data[a]! - z.data[b]!) ** 2);
      }
      if (distance < nearest) [best, nearest] = [k, distance];
    }
    shares[row * classes + best] = 1;
  }
  return shares;
}

/** Writes the shares of each class in each row, and returns the mean log-density. */
function expect(
  { columns: { length: columns }, z, state, classes }: FitClassesInputs,
  { logWeights, means, deviations, logSlots }: ClassMixture,
  shares: Float64Array,
): number {
  const rows = z.shape[0];
  const slots = logSlots.length / classes / columns;
  const logDeviations = deviations.map((value) => Math.log(value) + LOG_ROOT_TWO_PI);
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const own = shares.subarray(row * classes, (row + 1) * classes);
    for (let k = 0; k < classes; k++) {
      let total = logWeights[k]!;
      for (let j = 0; j < columns; j++) {
        const [place, at] = [row * columns + j, k * columns + j];
        const slot = state.data[place]! + 1;
        total += logSlots[at * slots + slot]!;
        if (slot > 0) continue;
        total -= ((z.data[place]! - means[at]!) / deviations[at]!) ** 2 / 2 + logDeviations[at]!;
      }
      own[k] = total;
    }
    const norm = logSumExp(own);
    for (let k = 0; k < classes; k++) own[k] = Math.exp(own[k]! - norm);
    sum += norm;
  }
  return sum / rows;
}

const LOG_ROOT_TWO_PI = Math.log(2 * Math.PI) / 2;

function maximize(
  { columns, z, state, classes, noise }: FitClassesInputs,
  shares: Float64Array,
): ClassMixture {
  const [rows, width] = z.shape;
  const slots = 1 + Math.max(...columns.map(statesOf));
  const frequencies = frequenciesOf(columns, state, slots);
  const totals = new Float64Array(classes);
  const counts = new Float64Array(classes * width * slots);
  const sums = new Float64Array(classes * width);
  const squares = new Float64Array(classes * width);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < classes; k++) {
      const share = shares[row * classes + k]!;
      if (share < 1e-9) continue;
      totals[k]! += share;
      for (let j = 0; j < width; j++) {
        const [place, at] = [row * width + j, k * width + j];
        const slot = state.data[place]! + 1;
        counts[at * slots + slot]! += share;
        if (slot > 0) continue;
        sums[at]! += share * z.data[place]!;
        squares[at]! += share * z.data[place]! ** 2;
      }
    }
  }
  const means = new Float32Array(sums.length);
  const deviations = new Float32Array(sums.length);
  for (const at of sums.keys()) {
    // one more row, standard normal after scaling, keeps empty classes finite
    const count = counts[at * slots]! + 1;
    const mean = sums[at]! / count;
    means[at] = mean;
    const variance = (squares[at]! + 1) / count - mean ** 2;
    deviations[at] = Math.sqrt(Math.max(1e-6, variance) + noise[at % width]!);
  }
  const logSlots = Float32Array.from(counts, (count, i) => {
    const total = totals[Math.floor(i / (width * slots))]!;
    const share = frequencies[i % (width * slots)]!;
    return share > 0 ? Math.log((count + SMOOTHING * share) / (total + SMOOTHING)) : NEVER;
  });
  const smooth = (total: number): number => (total + 1e-3) / (rows + 1e-3 * classes);
  const logWeights = Float32Array.from(totals, (total) => Math.log(smooth(total)));
  return { classes, logWeights, means, deviations, logSlots };
}

/** The log-probability of a slot that a column lacks. */
const NEVER = -1e9;

/** Smoothed frequencies of the slots that each column has; 0 for others. Shape [columns, slots]. */
function frequenciesOf(
  columns: readonly MixedColumn[],
  state: Matrix,
  slots: number,
): Float64Array {
  const [rows, width] = state.shape;
  const out = new Float64Array(width * slots);
  for (const [j, column] of columns.entries()) {
    const own = out.subarray(j * slots, (j + 1) * slots);
    const first = column.kind === "number" ? 0 : 1;
    const size = 1 + statesOf(column) - first;
    own.fill(1 / size, first, first + size);
    for (let row = 0; row < rows; row++) own[state.data[row * width + j]! + 1]!++;
    for (let slot = 0; slot < slots; slot++) own[slot]! /= rows + 1;
  }
  return out;
}
