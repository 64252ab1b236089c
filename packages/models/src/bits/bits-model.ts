import { gumbel, type Key, key as keyOf, split } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";
import type { Matrix } from "@ebm/datasets";
import type { Checkpoint } from "@ebm/engine";
import { type MlpTiltParams, mlpTilt } from "../tilt/mlp-tilt.js";
import { openTilt } from "../tilt/open-tilt.js";
import type { Tilt } from "../tilt/tilt.js";
import { type BitRows, bitRows, denseRows } from "./bit-rows.js";
import { type BitsBaseParams, openBitsBase } from "./bits-params.js";

export interface BitsTiltParams {
  /** The fitted parameters, by path. */
  readonly params: Checkpoint["params"];
  /** The widths of the hidden layers. */
  readonly hidden: readonly number[];
  /** The mean that is subtracted from the bits. Shape [dim]. */
  readonly center: Float32Array;
  /** log Z: a sum over all rows of bits if `standardError` is 0, otherwise an estimate. */
  readonly logPartition: number;
  /** The standard error of log Z. */
  readonly standardError: number;
}

/** All that a fitted model of bits consists of, as plain data. */
export interface BitsModelParams {
  readonly base: BitsBaseParams;
  /** The energy on top of the base. Undefined if the base alone is better. */
  readonly tilt: BitsTiltParams | undefined;
}

/** A distribution of rows of bits, p(y) = q(y) exp(−f(y)) / Z. */
export interface BitsModel {
  readonly params: BitsModelParams;
  readonly dim: number;
  /** Returns log p of each row, in nats. Shape [rows]. */
  logProb(rows: MatrixLike): Promise<Float64Array>;
  /**
   * Returns samples. Those of the base are exact. With a tilt, each is chosen among 32 samples of
   * the base in proportion to exp(−f), which is nearly exact. Shape [count, dim].
   */
  sample(count: number, key?: Key): Promise<Matrix>;
  /** Frees the memory that the runtime holds. */
  dispose(): Promise<void>;
}

/** Number of samples of the base for each sample of a tilted model. */
const CANDIDATES = 32;

/** The largest number of rows in one call of the energy. */
const CHUNK = 8192;

/** The energy of fitted bits, for the sizes given. */
export function bitsTilt(
  dim: number,
  { hidden, center }: Pick<BitsTiltParams, "hidden" | "center">,
  key: Key = keyOf(0),
): Tilt<MlpTiltParams> {
  return mlpTilt({ key, dim, hidden, center });
}

/** Opens a fitted model. */
export function openBitsModel(params: BitsModelParams): BitsModel {
  const base = openBitsBase(params.base);
  const { dim } = base;
  const { tilt } = params;
  const open = tilt && openTilt(bitsTilt(dim, tilt), tilt.params);
  /** −f of packed rows. */
  const logWeights = async (data: Float32Array): Promise<Float64Array> => {
    const out = new Float64Array(data.length / dim);
    for (let start = 0; start < out.length; start += CHUNK) {
      const part = data.subarray(start * dim, (start + CHUNK) * dim);
      const shape = [1, part.length / dim, dim] as const;
      const energies = await open!.energies({ data: part, shape }, undefined);
      for (let i = 0; i < energies.length; i++) out[start + i] = -energies[i]!;
    }
    return out;
  };

  return {
    params,
    dim,
    async logProb(matrix) {
      const rows = checkedRows(matrix, dim);
      const logProb = base.logProb(rows);
      if (tilt) {
        const gains = await logWeights(denseRows(rows));
        for (let i = 0; i < gains.length; i++) logProb[i]! += gains[i]! - tilt.logPartition;
      }
      return Float64Array.from(rows.indices, (index) => logProb[index]!);
    },
    async sample(count, key = keyOf(0)) {
      checkCount("BitsModel.sample", { count });
      const [baseKey, chooseKey] = split(key, 2);
      if (!tilt) return { data: base.sample(count, baseKey), shape: [count, dim] };
      const candidates = base.sample(count * CANDIDATES, baseKey);
      const noise = gumbel(chooseKey, count * CANDIDATES);
      const scores = (await logWeights(candidates)).map((weight, i) => weight + noise[i]!);
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

function checkedRows(matrix: MatrixLike, dim: number): BitRows {
  checkMatrix("BitsModel.logProb", { rows: matrix });
  if (matrix.shape[1] !== dim) {
    throw new EbmError(
      `BitsModel.logProb: \`rows\` has ${matrix.shape[1]} columns, expected ${dim}.`,
    );
  }
  return bitRows("BitsModel.logProb", matrix);
}
