import { gumbel, type Key, key as keyOf, split } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";
import type { Matrix } from "@ebm/datasets";
import { openTilt } from "../tilt/open-tilt.js";
import { indicators } from "./bit-columns.js";
import { bitRows, denseRows } from "./bit-rows.js";
import { openBitsBase } from "./bits-params.js";
import { type BitsModelParams, bitsTilt, CANDIDATES } from "./bits-tilt.js";
import { type FilledBits, fillBits } from "./fill-bits.js";

/** A distribution of rows of bits and categories, p(y) = q(y) exp(−f(y)) / Z. */
export interface BitsModel {
  readonly params: BitsModelParams;
  readonly dim: number;
  /**
   * Returns log p of each row, in nats. A missing entry (NaN) stands for all its values: the result
   * is log p of the known entries, see `fill`. Shape [rows].
   */
  logProb(rows: MatrixLike): Promise<Float64Array>;
  /**
   * Fills in missing entries (NaN), given the known entries of their rows. Sums are exact for rows with
   * at most 1024 completions, and for all rows if the model consists of trees alone; otherwise they
   * are estimates from 512 samples.
   */
  fill(rows: MatrixLike, key?: Key): Promise<FilledBits>;
  /**
   * Returns samples. Those of the base are exact. With a tilt, each is chosen among 32 samples of
   * the base in proportion to exp(−f), which is nearly exact. Shape [count, dim].
   */
  sample(count: number, key?: Key): Promise<Matrix>;
  /** Frees the memory that the runtime holds. */
  dispose(): Promise<void>;
}

/** The largest number of rows in one call of the energy. */
const CHUNK = 8192;

/** Opens a fitted model. */
export function openBitsModel(params: BitsModelParams): BitsModel {
  const base = openBitsBase(params.base);
  const { columns } = base;
  const { dim, width, levels } = columns;
  const { tilt } = params;
  const open = tilt && openTilt(bitsTilt(tilt), tilt.params);
  /** −f of packed indicators. */
  const logWeights = async (ones: Float32Array): Promise<Float64Array> => {
    const out = new Float64Array(ones.length / width);
    for (let start = 0; start < out.length; start += CHUNK) {
      const data = ones.subarray(start * width, (start + CHUNK) * width);
      const shape = [1, data.length / width, width] as const;
      const energies = await open!.energies({ data, shape }, undefined);
      for (let i = 0; i < energies.length; i++) out[start + i] = -energies[i]!;
    }
    return out;
  };
  /** log p of complete rows. */
  const completeLogProb = async (matrix: MatrixLike): Promise<Float64Array> => {
    const rows = bitRows("BitsModel", matrix, levels);
    const logProb = base.logProb(rows);
    if (tilt) {
      const gains = await logWeights(denseRows(rows));
      for (let i = 0; i < gains.length; i++) logProb[i]! += gains[i]! - tilt.logPartition;
    }
    return Float64Array.from(rows.indices, (index) => logProb[index]!);
  };
  const fill = (rows: MatrixLike, key = keyOf(0)): Promise<FilledBits> =>
    fillBits(rows, { params, columns, key, logProb: completeLogProb });

  return {
    params,
    dim,
    async logProb(rows) {
      checkRows("logProb", rows, dim);
      const isComplete = !Array.prototype.some.call(rows.data, Number.isNaN);
      return isComplete ? completeLogProb(rows) : (await fill(rows)).logProb;
    },
    async fill(rows, key) {
      checkRows("fill", rows, dim);
      return fill(rows, key);
    },
    async sample(count, key = keyOf(0)) {
      checkCount("BitsModel.sample", { count });
      const [baseKey, chooseKey] = split(key, 2);
      if (!tilt) return { data: base.sample(count, baseKey), shape: [count, dim] };
      const candidates = base.sample(count * CANDIDATES, baseKey);
      const noise = gumbel(chooseKey, count * CANDIDATES);
      const weights = await logWeights(indicators(columns, candidates));
      const scores = weights.map((weight, i) => weight + noise[i]!);
      const data = new Float32Array(count * dim);
      for (let row = 0; row < count; row++) {
        const own = scores.subarray(row * CANDIDATES, (row + 1) * CANDIDATES);
        const best = row * CANDIDATES + own.indexOf(own.reduce((a, b) => Math.max(a, b)));
        data.set(candidates.subarray(best * dim, (best + 1) * dim), row * dim);
      }
      return { data, shape: [count, dim] };
    },
    dispose: async () => open?.dispose(),
  };
}

function checkRows(name: string, rows: MatrixLike, dim: number): void {
  checkMatrix(`BitsModel.${name}`, { rows });
  if (rows.shape[1] === dim) return;
  throw new EbmError(`BitsModel.${name}: \`rows\` has ${rows.shape[1]} columns, expected ${dim}.`);
}
