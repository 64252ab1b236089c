import { foldIn, type Key, key as keyOf, permutation, split } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";
import { type Matrix, takeRows } from "@ebm/datasets";
import type { TiltVerdict } from "../tilt/tilt-guard.js";
import { type BitRows, bitRows } from "./bit-rows.js";
import { type BitsModel, openBitsModel } from "./bits-model.js";
import type { BitsBaseParams } from "./bits-params.js";
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
   * taken at random.
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
  const parts = partsOf(inputs, splitKey, notes);
  const pack = (rows: Matrix): BitRows => bitRows("fitBits", rows, levels);
  const known = await filledParts(parts, { levels, key: fillKey, signal, notes });
  const plan = planBits({ rows: pack(known.train), budgetSeconds, energy });
  notes.push(...plan.notes);
  const { validation, weighing } = known;
  const train =
    plan.share < 1 ? someRows(known.train, plan.share, foldIn(splitKey, 1)) : known.train;
  const constant = constantColumns(train);
  if (constant > 0) notes.push(`${constant} columns are constant in the training rows.`);
  const fitted = await fitBitsBase({
    train: pack(train),
    validation: pack(validation),
    ...(weighing && { weighing }),
    key: baseKey,
    bases: plan.bases,
    threads,
    signal,
    onBase: (part, nll) => onProgress?.({ part, nll }),
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

const LEAST_ROWS = 20;

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
  parts: Parts,
  { notes, ...options }: FillOptions,
): Promise<Parts & { readonly weighing?: WeighingRows }> {
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

interface Parts {
  readonly train: Matrix;
  readonly validation: Matrix;
}

function partsOf(inputs: FitBitsInputs, key: Key, notes: string[]): Parts {
  const rows = knownRows("rows", inputs.rows, notes);
  const count = rows.shape[0];
  if (count < LEAST_ROWS) {
    throw new EbmError(`fitBits: \`rows\` has ${count} rows, expected ${LEAST_ROWS} or more.`);
  }
  if (inputs.validation) {
    const validation = knownRows("validation", inputs.validation, notes);
    if (validation.shape[1] === rows.shape[1] && validation.shape[0] >= 2) {
      return { train: rows, validation };
    }
    throw new EbmError(
      `fitBits: \`validation\` has shape [${validation.shape}], expected 2 or more rows of ${rows.shape[1]} columns.`,
    );
  }
  const order = permutation(key, count);
  const held = Math.min(4000, Math.ceil(count / 5));
  notes.push(`${held} of ${count} rows were held out for validation.`);
  return {
    train: takeRows(rows, order.subarray(held)),
    validation: takeRows(rows, order.subarray(0, held)),
  };
}

/** A share of the rows, taken at random, in their order. */
function someRows(rows: Matrix, share: number, key: Key): Matrix {
  const count = rows.shape[0];
  const chosen = permutation(key, count).subarray(0, Math.ceil(share * count));
  return takeRows(rows, chosen.sort());
}

/** The rows that are not missing as a whole. */
function knownRows(name: string, matrix: MatrixLike, notes: string[]): Matrix {
  checkMatrix("fitBits", { [name]: matrix });
  const { data, shape } = matrix;
  const [rows, columns] = shape;
  const chosen = Array.from({ length: rows }, (_, row) => row).filter((row) => {
    for (let j = 0; j < columns; j++) if (!Number.isNaN(data[row * columns + j]!)) return true;
    return false;
  });
  const empty = rows - chosen.length;
  if (empty > 0) notes.push(`${empty} of ${rows} rows in \`${name}\` are empty and were left out.`);
  return takeRows(matrix, chosen);
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
