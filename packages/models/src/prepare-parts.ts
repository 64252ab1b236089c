import {
  type ColumnStatistics,
  columnStatistics,
  type Matrix,
  standardize,
  takeRows,
} from "@ebm/datasets";
import type { StructuredModel } from "./structured-model.js";

/** Rows as a model takes them. */
export interface Part {
  /** Standardized. Shape [rows, features]. */
  readonly x: Matrix;
  /** Members of the structure. Shape [rows, dim]. */
  readonly y: Matrix;
  /** The targets before encoding. Shape [rows, labels]. */
  readonly targets: Matrix;
}

/** The numbers of the rows of each part; those to train on are one of them. */
export type Parts<Name extends string> = Readonly<Record<Name | "train", Int32Array>>;

export interface PreparePartsOptions<Name extends string> {
  readonly model: Pick<StructuredModel, "structure" | "encode">;
  readonly parts: Parts<Name>;
}

/** Standardizes parts of some data by the training rows, and encodes their targets. */
export function prepareParts<Name extends string>(
  { x, targets }: { readonly x: Matrix; readonly targets: Matrix },
  { model, parts }: PreparePartsOptions<Name>,
): Record<Name | "train", Part> & { readonly statistics: ColumnStatistics } {
  const statistics = columnStatistics(takeRows(x, parts.train));
  const prepared = Object.entries<Int32Array>(parts).map(([name, rows]) => {
    const own = takeRows(targets, rows);
    const part = { x: standardize(takeRows(x, rows), statistics), y: encoded(own, model) };
    return [name, { ...part, targets: own }];
  });
  return { ...Object.fromEntries(prepared), statistics };
}

function encoded(
  { data, shape: [rows, labels] }: Matrix,
  { structure, encode }: Pick<StructuredModel, "structure" | "encode">,
): Matrix {
  const { dim } = structure;
  const y = new Float32Array(rows * dim);
  for (let row = 0; row < rows; row++) {
    y.set(encode(data.subarray(row * labels, (row + 1) * labels)), row * dim);
  }
  return { data: y, shape: [rows, dim] };
}
