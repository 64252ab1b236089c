import { foldIn, type Key } from "@ebm/core";
import type { MatrixLike } from "@ebm/core/matrix";
import { type Matrix, takeRows } from "@ebm/datasets";
import type { BitColumns } from "./bit-columns.js";
import type { BitsModelParams } from "./bits-tilt.js";
import { completionsOf, knownLogProbs } from "./completions.js";
import type { TreeMixtureParams } from "./tree-mixture-params.js";
import { treePosterior } from "./tree-posterior.js";
import { treesOf } from "./trees-of.js";

/** The distribution of missing entries, given the known entries of rows. */
export interface FilledBits {
  /** The rows, with the most likely value of each missing entry. Shape [rows, dim]. */
  readonly values: Matrix;
  /**
   * The probability of each value of each column, given the known entries of the row; for a known entry
   * 1 or 0. The values of a column follow each other. Shape [rows, Σ levels].
   */
  readonly probabilities: Matrix;
  /** log p of the known entries, in nats. Shape [rows]. */
  readonly logProb: Float64Array;
  /** The standard error of `logProb`: 0 where it is exact. Shape [rows]. */
  readonly standardErrors: Float64Array;
}

export interface FillBitsOptions {
  readonly params: BitsModelParams;
  readonly columns: BitColumns;
  readonly key: Key;
  /** Returns log p of complete rows. */
  readonly logProb: (rows: MatrixLike) => Promise<Float64Array>;
}

/** A row with more completions than `most` is estimated from samples. */
const [MOST, SAMPLES] = [1024, 512];

/** Number of rows whose completions are listed at once. */
const CHUNK = 64;

/** Fills in missing entries (NaN), given the known entries of their rows. */
export async function fillBits(
  { data, shape: [rows, dim] }: MatrixLike,
  { params, columns, key, logProb }: FillBitsOptions,
): Promise<FilledBits> {
  const values = { data: Float32Array.from(data), shape: [rows, dim] as const };
  const starts = new Int32Array(dim + 1);
  for (let j = 0; j < dim; j++) starts[j + 1] = starts[j]! + columns.levels[j]!;
  const width = starts[dim]!;
  const out = {
    probabilities: { data: new Float32Array(rows * width), shape: [rows, width] as const },
    logProb: new Float64Array(rows),
    standardErrors: new Float64Array(rows),
  };
  const trees = treesOf(params.base);
  const proposal = trees.mixture;
  for (let first = 0; first < rows; first += CHUNK) {
    const chosen = Array.from({ length: Math.min(CHUNK, rows - first) }, (_, i) => first + i);
    const part = takeRows(values, chosen);
    const write = (r: number, probabilities: (j: number, v: number) => number): void => {
      for (let j = 0; j < dim; j++) {
        const place = (first + r) * width + starts[j]!;
        let best = 0;
        for (let v = 0; v < columns.levels[j]!; v++) {
          const probability = probabilities(j, v);
          out.probabilities.data[place + v] = probability;
          if (probability > out.probabilities.data[place + best]!) best = v;
        }
        values.data[(first + r) * dim + j] = best;
      }
    };
    if (trees.isWhole && !params.tilt)
      fillByTrees(part, { trees: proposal, columns, write, out, first });
    else {
      const options = { most: MOST, samples: SAMPLES, key: foldIn(key, first) };
      const completions = completionsOf(part, proposal, options);
      const logProbs = await logProb(completions.values);
      const known = knownLogProbs(completions, logProbs);
      for (const r of chosen.keys()) {
        const [start, end] = [completions.starts[r]!, completions.starts[r + 1]!];
        const sums = new Float64Array(width);
        let squares = 0;
        for (let i = start; i < end; i++) {
          const share = Math.exp(logProbs[i]! + completions.logWeights[i]! - known[r]!);
          squares += share ** 2;
          for (let j = 0; j < dim; j++) {
            sums[starts[j]! + completions.values.data[i * dim + j]!]! += share;
          }
        }
        write(r, (j, v) => sums[starts[j]! + v]!);
        out.logProb[first + r] = known[r]!;
        if (completions.isSampled[r]) {
          out.standardErrors[first + r] = Math.sqrt(Math.max(0, squares - 1 / (end - start)));
        }
      }
    }
  }
  return { values, ...out };
}

interface ByTrees {
  readonly trees: TreeMixtureParams;
  readonly columns: BitColumns;
  readonly write: (r: number, probabilities: (j: number, v: number) => number) => void;
  readonly out: { readonly logProb: Float64Array };
  readonly first: number;
}

/** Exact sums, whatever the number of missing entries. */
function fillByTrees(part: Matrix, { trees, columns, write, out, first }: ByTrees): void {
  const { dim, largest } = columns;
  for (let r = 0; r < part.shape[0]; r++) {
    const posterior = treePosterior(trees, part.data.subarray(r * dim, (r + 1) * dim));
    const marginals = posterior.marginals();
    write(r, (j, v) => marginals[j * largest + v]!);
    out.logProb[first + r] = posterior.logProb;
  }
}
