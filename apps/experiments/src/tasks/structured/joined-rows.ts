import { type Matrix, type MultilabelSplit, takeRows } from "@ebm/datasets";
import type { StructuredData } from "./structured-data.js";

/** Joins training rows and test rows, with or without the rows that have no label. */
export function joinedRows(
  { train, test }: MultilabelSplit,
  keepsEmpty: boolean,
): Omit<StructuredData, "name"> {
  const parts = (test ? [train, test] : [train]).map(({ x, y }) => {
    if (keepsEmpty) return { x, y };
    const rows = labeledRows(y);
    return { x: takeRows(x, rows), y: takeRows(y, rows) };
  });
  return {
    x: stacked(parts.map(({ x }) => x)),
    targets: stacked(parts.map(({ y }) => y)),
    featureNames: train.featureNames,
    labelNames: train.labelNames,
    testFrom: parts[0]!.x.shape[0],
  };
}

function labeledRows({ data, shape: [rows, labels] }: Matrix): number[] {
  const all = Array.from({ length: rows }, (_, row) => row);
  return all.filter((row) => data.subarray(row * labels, (row + 1) * labels).includes(1));
}

function stacked(parts: readonly Matrix[]): Matrix {
  const columns = parts[0]!.shape[1];
  const rows = parts.reduce((sum, { shape }) => sum + shape[0], 0);
  const data = new Float32Array(rows * columns);
  let start = 0;
  for (const part of parts) {
    data.set(part.data, start);
    start += part.data.length;
  }
  return { data, shape: [rows, columns] };
}
