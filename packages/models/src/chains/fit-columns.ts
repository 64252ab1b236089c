import { EbmError } from "@ebm/core/errors";
import type { Matrix } from "@ebm/datasets";
import { fitInputs } from "../members/fit-inputs.js";
import type { MixedColumn } from "./mixed-column.js";

/** The least resolution of continuous columns, in standard deviations. */
const FINE = 1e-3;

/** The least resolution of columns with many equal values, in standard deviations. */
const COARSE = 0.04;

/**
 * Learns how columns are scaled, their resolution and their states. If fewer than 30 % of the values
 * of a column differ, or one value makes up more than 5 %, the resolution is the smallest gap
 * between values, and at least 0.04 standard deviations.
 *
 * @param rows Numbers, categories coded from 0, and NaN where a value is missing.
 * @param categories Number of categories of each column; 0 for numbers. Shape [columns].
 * @throws {EbmError} If a code is no category, a value is infinite or a column has only missing values.
 */
export function fitColumns(
  where: string,
  rows: Matrix,
  categories: ArrayLike<number>,
): readonly MixedColumn[] {
  const [count, width] = rows.shape;
  return Array.from({ length: width }, (_, j) => {
    const all = Float32Array.from({ length: count }, (_, row) => rows.data[row * width + j]!);
    const values = all.filter((value) => !Number.isNaN(value)).sort();
    const hasMissing = values.length < count;
    const levels = categories[j] ?? 0;
    if (levels > 0) {
      const bad = values.find(
        (value) => !(Number.isInteger(value) && value >= 0 && value < levels),
      );
      if (bad === undefined) return { kind: "category", levels, hasMissing };
      throw new EbmError(
        `${where}: \`rows\` has category ${bad} in column ${j}, expected integers from 0 to ${levels - 1}.`,
      );
    }
    if (values.length === 0) {
      throw new EbmError(
        `${where}: \`rows\` has only missing values in column ${j}, expected numbers.`,
      );
    }
    if (!(Number.isFinite(values[0]!) && Number.isFinite(values.at(-1)!))) {
      throw new EbmError(
        `${where}: \`rows\` has infinite values in column ${j}, expected finite ones.`,
      );
    }
    const { center, scale } = momentsOf(values);
    return {
      kind: "number",
      center,
      scale,
      step: stepOf(values) / scale,
      hasMissing,
      inputs: fitInputs({ data: values, shape: [values.length, 1] }),
    };
  });
}

function momentsOf(values: Float32Array): { center: number; scale: number } {
  let [sum, squares] = [0, 0];
  for (const value of values) sum += value;
  const center = sum / values.length;
  for (const value of values) squares += (value - center) ** 2;
  const scale = Math.sqrt(squares / values.length);
  // a constant keeps its unit
  return {
    center,
    scale: scale > 1e-6 * Math.abs(center) && scale > 0 ? scale : Math.max(1, Math.abs(center)),
  };
}

/** The resolution, in the unit of the column, of sorted values. */
function stepOf(values: Float32Array): number {
  const { scale } = momentsOf(values);
  let [distinct, gap, run, longest] = [1, Infinity, 1, 1];
  for (let i = 1; i < values.length; i++) {
    const difference = values[i]! - values[i - 1]!;
    run = difference === 0 ? run + 1 : 1;
    longest = Math.max(longest, run);
    if (difference === 0) continue;
    distinct++;
    gap = Math.min(gap, difference);
  }
  const isTied = distinct < 0.3 * values.length || longest > 0.05 * values.length;
  return isTied && distinct > 1 ? Math.max(gap, COARSE * scale) : FINE * scale;
}
