import type { Matrix } from "@ebm/datasets";
import { f1Micro } from "@ebm/metrics";
import type { LabelScore } from "../../report/report-data.js";

/** Computes the F1 of each label. */
export function labelScores(
  labelNames: readonly string[],
  { predicted, actual }: { readonly predicted: Matrix; readonly actual: Matrix },
): LabelScore[] {
  return labelNames.map((label, i) => {
    const truth = column(actual, i);
    const f1 = 100 * f1Micro({ predicted: column(predicted, i), actual: truth });
    return { label, f1, support: truth.data.reduce((sum, y) => sum + y, 0) };
  });
}

function column({ data, shape: [rows, labels] }: Matrix, label: number): Matrix {
  const values = Float32Array.from({ length: rows }, (_, row) => data[row * labels + label]!);
  return { data: values, shape: [rows, 1] };
}
