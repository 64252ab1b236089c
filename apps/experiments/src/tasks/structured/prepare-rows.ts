import {
  applyPreprocessor,
  type Matrix,
  type Preprocessor,
  selectRows,
  takeRows,
} from "@ebm/datasets";
import type { Part, StructuredModel } from "@ebm/models";
import type { RawRows } from "./raw-rows.js";
import type { RowSplit } from "./split-rows.js";

/** Rows in the form that a model takes. */
export interface PreparedPart extends Part {
  /** 1 if a target is known, otherwise 0. Undefined if all are known. Shape [rows, labels]. */
  readonly known?: Matrix | undefined;
  /** The weight of each row, 1 on average. Undefined if all weights are equal. Shape [rows, 1]. */
  readonly weights?: Matrix | undefined;
}

export type PreparedRows = Readonly<Record<keyof RowSplit, PreparedPart>> & {
  /** The conversion of columns to features, fitted on the training rows. */
  readonly preprocessor: Preprocessor;
  /** Notes on the conversion, one sentence each. */
  readonly notes: readonly string[];
};

/**
 * Fits the preprocessor on the training rows, applies it to all parts, and encodes their targets.
 */
export function prepareRows(
  rows: RawRows,
  { model, parts }: { readonly model: StructuredModel; readonly parts: RowSplit },
): PreparedRows {
  const preprocessor = rows.fit(selectRows(rows.features, parts.train));
  const notes = [...preprocessor.notes];
  const prepare = (part: keyof RowSplit): PreparedPart => {
    const indices = parts[part];
    const features = selectRows(rows.features, indices);
    const { notes: told, ...x } = applyPreprocessor(preprocessor, features);
    if (part !== "train") notes.push(...told.map((note) => `In the ${part} rows: ${note}`));
    const targets = takeRows(rows.targets, indices);
    return {
      x,
      y: encoded(targets, model),
      targets,
      ...(rows.known && { known: takeRows(rows.known, indices) }),
      ...(rows.weights && { weights: normalized(rows.weights, indices) }),
    };
  };
  const [train, validation, test] = [prepare("train"), prepare("validation"), prepare("test")];
  return { train, validation, test, preprocessor, notes };
}

function encoded(
  { data, shape: [rows, labels] }: Matrix,
  { structure, encode }: StructuredModel,
): Matrix {
  const { dim } = structure;
  const y = new Float32Array(rows * dim);
  for (let row = 0; row < rows; row++) {
    y.set(encode(data.subarray(row * labels, (row + 1) * labels)), row * dim);
  }
  return { data: y, shape: [rows, dim] };
}

/** Returns the weights of some rows, divided by their mean. */
function normalized(weights: Float64Array, indices: Int32Array): Matrix {
  const selected = Float64Array.from(indices, (row) => weights[row]!);
  const mean = selected.reduce((sum, weight) => sum + weight, 0) / selected.length;
  return {
    data: Float32Array.from(selected, (weight) => weight / mean),
    shape: [selected.length, 1],
  };
}
