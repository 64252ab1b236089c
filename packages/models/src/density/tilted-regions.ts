import type { Matrix } from "@ebm/datasets";
import type { MixedColumn } from "../chains/mixed-column.js";

/** A range or a category of one column, and what the energy does to its probability. */
export interface TiltedRegion {
  readonly column: number;
  /** The range of a number, from the first to below the second. Undefined for states. */
  readonly range: readonly [number, number] | undefined;
  /** The code of a category, or NaN for a missing value. Undefined for numbers. */
  readonly category: number | undefined;
  /** Its probability under the base. */
  readonly share: number;
  /** Its probability with the energy over that without. */
  readonly ratio: number;
}

/** Regions of a smaller probability under the base are not reported. */
const LEAST_SHARE = 0.02;

/** Number of ranges of a column of numbers. */
const RANGES = 5;

/**
 * Finds the fifths of numbers, and the categories, whose probability the energies change most.
 *
 * @param samples Samples of the base. Shape [samples, columns].
 * @param ratios What the energies multiply the density of each sample by. Shape [samples].
 * @returns The three most raised and the three most lowered regions, the largest change first.
 */
export function tiltedRegions(
  columns: readonly MixedColumn[],
  samples: Matrix,
  ratios: ArrayLike<number>,
): readonly TiltedRegion[] {
  const [count, width] = samples.shape;
  const found: TiltedRegion[] = [];
  for (const [j, column] of columns.entries()) {
    const values = Float32Array.from({ length: count }, (_, row) => samples.data[row * width + j]!);
    const numbers = values.filter((value) => !Number.isNaN(value)).sort();
    const edges = Array.from({ length: RANGES + 1 }, (_, i) =>
      i === RANGES
        ? Infinity
        : i === 0
          ? -Infinity
          : numbers[Math.floor((i / RANGES) * numbers.length)]!,
    );
    const binOf = (value: number): number => {
      if (Number.isNaN(value)) return -1;
      return column.kind === "category" ? value : edges.findIndex((edge) => value < edge) - 1;
    };
    const sums = new Map<number, [samples: number, weight: number]>();
    for (const [row, value] of values.entries()) {
      const sum = sums.get(binOf(value)) ?? [0, 0];
      sums.set(binOf(value), [sum[0] + 1, sum[1] + ratios[row]!]);
    }
    for (const [bin, [size, weight]] of sums) {
      if (size < LEAST_SHARE * count) continue;
      const isNumber = column.kind === "number" && bin >= 0;
      found.push({
        column: j,
        range: isNumber ? [edges[bin]!, edges[bin + 1]!] : undefined,
        category: isNumber ? undefined : bin < 0 ? Number.NaN : bin,
        share: size / count,
        ratio: weight / size,
      });
    }
  }
  found.sort((a, b) => b.ratio - a.ratio);
  const raised = found.filter(({ ratio }) => ratio > 1).slice(0, 3);
  const lowered = found.filter(({ ratio }) => ratio < 1).slice(-3);
  return [...raised, ...lowered].sort(
    (a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)),
  );
}
