import type { Matrix } from "@ebm/datasets";
import { f1Micro } from "@ebm/metrics";
import type { LabelScore } from "../../report/report-data.js";

/** Computes the F1 of each label, over the rows in which it is known. */
export function labelScores(
  labelNames: readonly string[],
  {
    predicted,
    actual,
    known,
    weights,
  }: {
    readonly predicted: Matrix;
    readonly actual: Matrix;
    readonly known?: Matrix | undefined;
    readonly weights?: ArrayLike<number> | undefined;
  },
): LabelScore[] {
  return labelNames.map((label, i) => {
    const truth = column(actual, i);
    const prediction = { predicted: column(predicted, i), known: known && column(known, i) };
    const f1 = 100 * f1Micro({ ...prediction, actual: truth, weights });
    return { label, f1, support: truth.data.reduce((sum, y) => sum + y, 0) };
  });
}

function column({ data, shape: [rows, labels] }: Matrix, label: number): Matrix {
  const values = Float32Array.from({ length: rows }, (_, row) => data[row * labels + label]!);
  return { data: values, shape: [rows, 1] };
}
