import type { Matrix } from "@ebm/datasets";
import { predict, type StructuredModel } from "@ebm/models";

export interface RowRisks {
  /** 1 if anything is wrong, otherwise 0. Shape [rows]. */
  readonly whole: Float64Array;
  /** 1 − F1 of the row, or (1 − Kendall's τ)/2. Shape [rows]. */
  readonly graded: Float64Array;
}

/** Computes the loss of the prediction of each row. */
export function rowRisks(scores: Matrix, targets: Matrix, experiment: StructuredModel): RowRisks {
  const [rows, labels] = targets.shape;
  const predicted = predict(scores.data, targets.shape, experiment);
  const [whole, graded] = [new Float64Array(rows), new Float64Array(rows)];
  for (let row = 0; row < rows; row++) {
    const rowOf = ({ data }: Matrix): Matrix => ({
      data: data.subarray(row * labels, (row + 1) * labels),
      shape: [1, labels],
    });
    const pair = { predicted: rowOf(predicted), actual: rowOf(targets) };
    whole[row] = pair.predicted.data.every((value, i) => value === pair.actual.data[i]) ? 0 : 1;
    graded[row] = experiment.risk(pair);
  }
  return { whole, graded };
}
