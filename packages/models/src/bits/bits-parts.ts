import { type Key, permutation } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";
import { type Matrix, takeRows } from "@ebm/datasets";

const LEAST_ROWS = 20;

/** Fewer rows are cross-fitted: some of them are too few to choose with. */
const FEW_ROWS = 1000;

/** The rows to learn from, and those to choose with. */
export interface BitsParts {
  readonly train: Matrix;
  readonly validation: Matrix;
  /** Whether all rows learn and weigh, in folds. */
  readonly isCrossFitted: boolean;
}

/** Splits the rows, without those that are missing as a whole. Appends notes on what was decided. */
export function bitsParts(
  inputs: { readonly rows: MatrixLike; readonly validation?: MatrixLike },
  { key, notes }: { readonly key: Key; readonly notes: string[] },
): BitsParts {
  const rows = knownRows("rows", inputs.rows, notes);
  const count = rows.shape[0];
  if (count < LEAST_ROWS) {
    throw new EbmError(`fitBits: \`rows\` has ${count} rows, expected ${LEAST_ROWS} or more.`);
  }
  if (inputs.validation) {
    const validation = knownRows("validation", inputs.validation, notes);
    if (validation.shape[1] === rows.shape[1] && validation.shape[0] >= 2) {
      return { train: rows, validation, isCrossFitted: false };
    }
    throw new EbmError(
      `fitBits: \`validation\` has shape [${validation.shape}], expected 2 or more rows of ${rows.shape[1]} columns.`,
    );
  }
  const order = permutation(key, count);
  const held = Math.min(4000, Math.ceil(count / 5));
  const isCrossFitted = count < FEW_ROWS && !rows.data.some(Number.isNaN);
  notes.push(
    isCrossFitted
      ? `All ${count} rows were used in turn to learn from and to choose with; no energy was tried.`
      : `${held} of ${count} rows were held out for validation.`,
  );
  return {
    train: takeRows(rows, order.subarray(held)),
    validation: takeRows(rows, order.subarray(0, held)),
    isCrossFitted,
  };
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
