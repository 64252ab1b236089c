import { foldIn, type Key, key as keyOf, permutation, split } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";
import { type Matrix, takeRows } from "@ebm/datasets";
import type { TiltVerdict } from "../tilt/tilt-guard.js";
import { bitRows } from "./bit-rows.js";
import { type BitsModel, openBitsModel } from "./bits-model.js";
import type { BitsBaseParams } from "./bits-params.js";
import { fitBitsBase } from "./fit-bits-base.js";
import { fitBitsTilt } from "./fit-bits-tilt.js";
import { planBits } from "./plan-bits.js";

export interface BitsProgress {
  /** The base or the energy that is being fitted. */
  readonly part: string;
  /** Mean negative log-likelihood of validation rows so far, in nats. */
  readonly nll: number;
}

export interface FitBitsInputs {
  /** Zeros and ones. Rows with a missing bit (NaN) are left out. Shape [rows, columns]. */
  readonly rows: MatrixLike;
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
   * Mean negative log-likelihood of validation rows in nats: under fair bits (`uniform`), each
   * base, the stack of them (`base`), and the model (`model`).
   */
  readonly nll: Readonly<Record<string, number>>;
  /** The weight of each base in the stack. */
  readonly weights: Readonly<Record<string, number>>;
  /** What validation rows say about the energy. Undefined if none was fitted. */
  readonly tilt: TiltVerdict | undefined;
  readonly tiltKept: boolean;
  readonly seconds: number;
  /** What a user should know, one sentence each. */
  readonly notes: readonly string[];
}

export interface FittedBits extends BitsModel {
  /** Each base alone, by name, to compare with: `openBitsModel({ base, tilt: undefined })`. */
  readonly bases: Readonly<Record<string, BitsBaseParams>>;
  readonly report: BitsReport;
}

/**
 * Fits a distribution of rows of bits. Its base is exact: a stack of chains of logistic regressions,
 * mixtures of trees and mixtures of Bernoullis, weighted on validation rows. An energy on top of it
 * is kept only if validation rows are more likely by more than two standard errors.
 *
 * @throws {EbmError} If entries are not 0, 1 or NaN, or there are fewer than 20 complete rows.
 */
export async function fitBits(inputs: FitBitsInputs): Promise<FittedBits> {
  const started = performance.now();
  const { energy, key = keyOf(0), threads = 1, signal, onProgress, budgetSeconds } = inputs;
  const [splitKey, baseKey, tiltKey] = split(key, 3);
  const notes: string[] = [];
  const { train: all, validation } = partsOf(inputs, splitKey, notes);
  const plan = planBits({ rows: bitRows("fitBits", all), budgetSeconds, energy });
  notes.push(...plan.notes);
  const train = plan.share < 1 ? someRows(all, plan.share, foldIn(splitKey, 1)) : all;
  const [trainRows, validationRows] = [bitRows("fitBits", train), bitRows("fitBits", validation)];
  const constant = constantColumns(train);
  if (constant > 0) notes.push(`${constant} columns are constant in the training rows.`);
  const fitted = await fitBitsBase({
    train: trainRows,
    validation: validationRows,
    key: baseKey,
    bases: plan.bases,
    threads,
    signal,
    onBase: (part, nll) => onProgress?.({ part, nll }),
  });
  const uniform = train.shape[1] * Math.LN2;
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

function partsOf(
  inputs: FitBitsInputs,
  key: Key,
  notes: string[],
): { readonly train: Matrix; readonly validation: Matrix } {
  const rows = completeRows("rows", inputs.rows, notes);
  const count = rows.shape[0];
  if (count < LEAST_ROWS) {
    throw new EbmError(
      `fitBits: \`rows\` has ${count} complete rows, expected ${LEAST_ROWS} or more.`,
    );
  }
  if (inputs.validation) {
    const validation = completeRows("validation", inputs.validation, notes);
    if (validation.shape[1] === rows.shape[1] && validation.shape[0] >= 2) {
      return { train: rows, validation };
    }
    throw new EbmError(
      `fitBits: \`validation\` has shape [${validation.shape}], expected 2 or more complete rows of ${rows.shape[1]} bits.`,
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

/** The rows without NaN. */
function completeRows(name: string, matrix: MatrixLike, notes: string[]): Matrix {
  checkMatrix("fitBits", { [name]: matrix });
  const { data, shape } = matrix;
  const [rows, columns] = shape;
  if (columns === 0) throw new EbmError(`fitBits: \`${name}\` has 0 columns, expected 1 or more.`);
  const complete: number[] = [];
  for (let row = 0; row < rows; row++) {
    let j = 0;
    while (j < columns && !Number.isNaN(data[row * columns + j]!)) j++;
    if (j === columns) complete.push(row);
  }
  const missing = rows - complete.length;
  if (missing > 0)
    notes.push(`${missing} of ${rows} rows in \`${name}\` have missing bits and were left out.`);
  return takeRows(matrix, complete);
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
