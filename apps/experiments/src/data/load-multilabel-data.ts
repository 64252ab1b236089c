import {
  type DatasetFacts,
  type FetchOptions,
  loadMultilabel,
  loadMultilabelFiles,
  type Matrix,
  type MultilabelSplit,
  multilabelDatasets,
  takeRows,
} from "@ebm/datasets";
import type { MultilabelConfig } from "../config/config.js";
import { checkDataFile } from "./data-file.js";
import type { TaskData } from "./task-data.js";

/** Training rows, then test rows; those without a label left out if the config says so. */
export async function loadMultilabelData(
  { data, emptyRows }: MultilabelConfig,
  fetch: FetchOptions,
): Promise<TaskData> {
  if ("dataset" in data) {
    const loaded = await loadMultilabel(data.dataset, fetch);
    const facts: Readonly<Record<string, DatasetFacts<object>>> = multilabelDatasets;
    const source = facts[data.dataset]!.reference;
    return { name: data.dataset, source, ...joined(loaded, emptyRows) };
  }
  const [train, labels] = [await checkDataFile(data.train), await checkDataFile(data.labels)];
  const test = data.test && (await checkDataFile(data.test));
  return {
    name: "own files",
    ...joined(await loadMultilabelFiles({ train, test, labels }), emptyRows),
  };
}

function joined(
  { train, test }: MultilabelSplit,
  emptyRows: MultilabelConfig["emptyRows"],
): Omit<TaskData, "name"> {
  const parts = (test ? [train, test] : [train]).map(({ x, y }) => {
    if (emptyRows === "keep") return { x, y };
    const rows = labelledRows(y);
    return { x: takeRows(x, rows), y: takeRows(y, rows) };
  });
  return {
    x: stacked(parts.map(({ x }) => x)),
    targets: stacked(parts.map(({ y }) => y)),
    labelNames: train.labelNames,
    testFrom: parts[0]!.x.shape[0],
  };
}

function labelledRows({ data, shape: [rows, labels] }: Matrix): number[] {
  const all = Array.from({ length: rows }, (_, row) => row);
  return all.filter((row) => data.subarray(row * labels, (row + 1) * labels).includes(1));
}

function stacked(parts: readonly Matrix[]): Matrix {
  const columns = parts[0]!.shape[1];
  const rows = parts.reduce((sum, { shape }) => sum + shape[0], 0);
  const data = new Float32Array(rows * columns);
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return { data, shape: [rows, columns] };
}
