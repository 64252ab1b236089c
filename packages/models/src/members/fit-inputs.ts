import { EbmError } from "@ebm/core";
import { mean } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";

/** The encoding of number columns as network inputs: plain JSON, learned from training rows. */
export interface Inputs {
  /** The median of each column. Shape [features]. */
  readonly center: readonly number[];
  /** The interquartile range of each column; 0 for constant columns. Shape [features]. */
  readonly spread: readonly number[];
  /** The column of each piece: a bin, or a standardized column. Shape [pieces]. */
  readonly columns: readonly number[];
  /** The lower edge of each piece. Shape [pieces]. */
  readonly lower: readonly number[];
  /** The width of each piece. Shape [pieces]. */
  readonly width: readonly number[];
  /** The difference of the input between both edges. Shape [pieces]. */
  readonly height: readonly number[];
}

export interface FitInputsOptions {
  /** Number of bins of a column. Zero means none. Default: 16. */
  readonly bins?: number;
  /**
   * Whether to add columns of more than two values once more, standardized and clipped at 8 standard
   * deviations, as linear models need them. Default: false.
   */
  readonly standardized?: boolean;
  /** Largest number of columns after encoding; fewer bins are used to meet it. Default: 1024. */
  readonly columns?: number;
}

/**
 * Learns robust, piecewise-linear inputs. A column x becomes z / √(1 + (z/3)²) with
 * z = (x − median) / interquartile range, which tames outliers. Columns with at least four
 * distinct bin edges also get a value per bin between quantiles e: clip((x − eₜ) / (eₜ₊₁ − eₜ), 0, 1) − ½.
 * `standardized` adds clip((x − mean) / deviation, −8, 8), which is linear where the first is not.
 *
 * Where the interquartile range is 0, half the range is used.
 *
 * Reference: Gorishniy, Rubachev, Babenko. On Embeddings for Numerical Features in Tabular Deep
 * Learning. NeurIPS 2022. https://arxiv.org/abs/2203.05556
 */
export function fitInputs(x: Matrix, options: FitInputsOptions = {}): Inputs {
  const { bins = 16, columns: limit = 1024, standardized = false } = options;
  const [rows, features] = x.shape;
  if (rows === 0) throw new EbmError("fitInputs: `x` has no rows, expected at least one.");
  const count = Math.min(bins, Math.floor(limit / Math.max(1, features)) - 1);
  const inputs = {
    center: [] as number[],
    spread: [] as number[],
    columns: [] as number[],
    lower: [] as number[],
    width: [] as number[],
    height: [] as number[],
  };
  const add = (column: number, lower: number, upper: number, height: number): void => {
    inputs.columns.push(column);
    inputs.lower.push(lower);
    inputs.width.push(upper - lower);
    inputs.height.push(height);
  };
  const sorted = new Float32Array(rows);
  for (let column = 0; column < features; column++) {
    for (let row = 0; row < rows; row++) sorted[row] = x.data[row * features + column]!;
    sorted.sort();
    const range = quantile(sorted, 0.75) - quantile(sorted, 0.25);
    inputs.center.push(quantile(sorted, 0.5));
    inputs.spread.push(range > 0 ? range : (sorted[rows - 1]! - sorted[0]!) / 2);
    if (standardized && sorted.some((value) => value !== sorted[0] && value !== sorted.at(-1))) {
      const [center, reach] = [mean(sorted), MOST_DEVIATIONS * deviation(sorted)];
      add(column, center - reach, center + reach, 2 * MOST_DEVIATIONS);
    }
    const edges = Array.from({ length: count + 1 }, (_, i) => quantile(sorted, i / count));
    const distinct = count >= 3 ? [...new Set(edges)] : [];
    if (distinct.length < 4) continue;
    for (const [i, edge] of distinct.slice(0, -1).entries()) add(column, edge, distinct[i + 1]!, 1);
  }
  return inputs;
}

const MOST_DEVIATIONS = 8;

function deviation(values: Float32Array): number {
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / values.length);
}

/** A quantile of sorted numbers, interpolated. */
function quantile(sorted: Float32Array, share: number): number {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return Math.fround(sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!));
}
