import { foldIn, type Key, key as keyOf, permutation, split } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";
import { type Matrix, takeRows } from "@ebm/datasets";
import type { TiltVerdict } from "../tilt/tilt-guard.js";
import { type BitRows, bitRows } from "./bit-rows.js";
import { type BitsModel, openBitsModel } from "./bits-model.js";
import type { BitsBaseParams } from "./bits-params.js";
import { type BitsParts, bitsParts } from "./bits-parts.js";
import { crossFitBits, FOLDS } from "./cross-fit-bits.js";
import { fillForTraining } from "./fill-for-training.js";
import { fitBitsBase, type WeighingRows } from "./fit-bits-base.js";
import { fitBitsTilt } from "./fit-bits-tilt.js";
import { planBits } from "./plan-bits.js";
import { uniformLoss } from "./uniform-loss.js";

export interface BitsProgress {
  /** The base or the energy that is being fitted. */
  readonly part: string;
  /** Mean negative log-likelihood of validation rows so far, in nats. */
  readonly nll: number;
}

export interface FitBitsInputs {
  /**
   * The values of the columns: 0 or 1 for a bit, 0 to m − 1 for a category of m values. An entry may be
   * missing (NaN). Shape [rows, columns].
   */
  readonly rows: MatrixLike;
  /** Number of values of each column. Default: 2 for all. */
  readonly levels?: ArrayLike<number> | undefined;
  /**
   * Rows that choose penalties, weights and the energy. Default: a fifth of the rows, at most 4000,
   * taken at random; all of fewer than 1000 rows without missing entries, in five folds.
   */
  readonly validation?: MatrixLike;
  /** Whether to fit an energy on top of the base: "auto" keeps it where it helps. Default: "auto". */
  readonly energy?: "auto" | "none";
  /**
   * Seconds that the fit may take on two cores. They decide which parts are fitted, and on how many
   * rows: see `planBits`. Default: no limit.
   */
  readonly budgetSeconds?: number | undefined;
  /** Default: key(0). */
  readonly key?: Key;
  /** Number of threads. Default: 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: BitsProgress) => void) | undefined;
}

export interface BitsReport {
  /**
   * Mean negative log-likelihood of validation rows in nats: if all values are alike (`uniform`), each
   * base, the stack of them (`base`), and the model (`model`).
   */
  readonly nll: Readonly<Record<string, number>>;
  /** The weight of each base in the stack. */
  readonly weights: Readonly<Record<string, number>>;
  /** The judgment of validation rows on the energy. Undefined if none was fitted. */
  readonly tilt: TiltVerdict | undefined;
  readonly tiltKept: boolean;
  readonly seconds: number;
  /** Notes for the user, one sentence each. */
  readonly notes: readonly string[];
}

export interface FittedBits extends BitsModel {
  /** Each base alone, by name, to compare with: `openBitsModel({ base, tilt: undefined })`. */
  readonly bases: Readonly<Record<string, BitsBaseParams>>;
  readonly report: BitsReport;
}

/**
 * Fits a distribution of rows of bits and categories. Its base is exact: a stack of chains of
 * regressions, mixtures of trees and mixtures of independent columns, weighted on validation rows. An
 * energy on top of it is kept only if validation rows are more likely by more than three standard errors.
 *
 * Missing entries are filled with samples given the known entries of their rows; only known entries
 * weigh the bases.
 *
 * @throws {EbmError} If an entry is no value of its column, or there are fewer than 20 rows.
 */
export async function fitBits(inputs: FitBitsInputs): Promise<FittedBits> {
  const started = performance.now();
  const { energy, key = keyOf(0), threads = 1, signal, onProgress, budgetSeconds } = inputs;
  const [splitKey, baseKey, tiltKey, fillKey] = split(key, 4);
  const notes: string[] = [];
  const levels = levelsOf(inputs);
  const parts = bitsParts(inputs, { key: splitKey, notes });
  const pack = (rows: Matrix): BitRows => bitRows("fitBits", rows, levels);
  const known = await filledParts(parts, { levels, key: fillKey, signal, notes });
  const { isCrossFitted } = parts;
  const plan = planBits({
    rows: pack(known.train),
    budgetSeconds: budgetSeconds && budgetSeconds / (isCrossFitted ? FOLDS : 1),
    energy: isCrossFitted ? "none" : energy,
  });
  notes.push(...plan.notes);
  const { validation, weighing } = known;
  const train =
    plan.share < 1 ? someRows(known.train, plan.share, foldIn(splitKey, 1)) : known.train;
  const constant = constantColumns(train);
  if (constant > 0) notes.push(`${constant} columns are constant in the training rows.`);
  const options = {
    key: baseKey,
    bases: plan.bases,
    threads,
    signal,
    onBase: (part: string, nll: number) => onProgress?.({ part, nll }),
  };
  const fitted = isCrossFitted
    ? await crossFitBits({ ...options, rows: joinRows(train, validation), pack })
    : await fitBitsBase({
        ...options,
        train: pack(train),
        validation: pack(validation),
        ...(weighing && { weighing }),
      });
  const uniform = uniformLoss(parts.validation, levels);
  const baseNll = fitted.nll.base!;
  const tilted = !plan.energy
    ? undefined
    : await fitBitsTilt({
        base: fitted.params,
        train,
        validation,
        key: tiltKey,
        threads,
        signal,
        onCheck: (gain) => onProgress?.({ part: "energy", nll: baseNll - gain }),
      });
  if (tilted && !tilted.params) notes.push(`The base is used alone. ${tilted.verdict.reason}`);
  const model = openBitsModel({ base: fitted.params, tilt: tilted?.params });
  const gain = tilted?.params ? tilted.verdict.gain : 0;
  return {
    ...model,
    bases: fitted.candidates,
    report: {
      nll: { uniform, ...fitted.nll, model: baseNll - gain },
      weights: fitted.weights,
      tilt: tilted?.verdict,
      tiltKept: tilted?.params !== undefined,
      seconds: (performance.now() - started) / 1000,
      notes,
    },
  };
}

function levelsOf({ rows, levels }: FitBitsInputs): Int32Array {
  checkMatrix("fitBits", { rows });
  const dim = rows.shape[1];
  if (dim === 0) throw new EbmError("fitBits: `rows` has 0 columns, expected 1 or more.");
  if (!levels) return new Int32Array(dim).fill(2);
  const wrong = Array.from(levels).findIndex((count) => !Number.isInteger(count) || count < 1);
  if (wrong >= 0) {
    throw new EbmError(
      `fitBits: \`levels\` has ${levels[wrong]} at ${wrong}, expected whole numbers from 1.`,
    );
  }
  if (levels.length !== dim) {
    throw new EbmError(`fitBits: \`levels\` has ${levels.length} numbers, expected ${dim}.`);
  }
  return Int32Array.from(levels);
}

interface FillOptions {
  readonly levels: Int32Array;
  readonly key: Key;
  readonly signal: AbortSignal | undefined;
  readonly notes: string[];
}

/** The parts with missing entries filled, if there are any. */
async function filledParts(
  parts: BitsParts,
  { notes, ...options }: FillOptions,
): Promise<Omit<BitsParts, "isCrossFitted"> & { readonly weighing?: WeighingRows }> {
  const missing = [parts.train, parts.validation].reduce(
    (sum, { data }) => sum + data.filter(Number.isNaN).length,
    0,
  );
  if (missing === 0) return parts;
  const share = (100 * missing) / (parts.train.data.length + parts.validation.data.length);
  notes.push(
    `${share.toPrecision(2)} % of the entries are missing. They were filled with samples given the other entries of their rows.`,
  );
  return fillForTraining({ ...parts, ...options });
}

function joinRows(a: Matrix, b: Matrix): Matrix {
  const data = new Float32Array(a.data.length + b.data.length);
  data.set(a.data);
  data.set(b.data, a.data.length);
  return { data, shape: [a.shape[0] + b.shape[0], a.shape[1]] };
}

/** A share of the rows, taken at random, in their order. */
function someRows(rows: Matrix, share: number, key: Key): Matrix {
  const count = rows.shape[0];
  const chosen = permutation(key, count).subarray(0, Math.ceil(share * count));
  return takeRows(rows, chosen.sort());
}

function constantColumns({ data, shape: [rows, columns] }: Matrix): number {
  let count = 0;
  for (let j = 0; j < columns; j++) {
    let row = 1;
    while (row < rows && data[row * columns + j] === data[j]) row++;
    if (row === rows) count++;
  }
  return count;
}
