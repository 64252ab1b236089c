import { key } from "@ebm/core";
import type { Matrix, Preprocessor } from "@ebm/datasets";
import { openDensityModel } from "@ebm/models";
import type { ReportMaps } from "../../report/report-data.js";
import type { FittedDensity } from "./fitted-density.js";

/** Number of cells per side of a picture of rows, and of a density. */
const CELLS = 28;
const FINE = 96;

/** Number of columns that are shown in pairs, and of samples. */
const MOST_COLUMNS = 4;
const SAMPLES = 2000;

/**
 * Creates pictures of test rows and of samples by pairs of numeric columns, and of a density of two
 * columns.
 */
export async function densityMaps(
  { params }: FittedDensity,
  test: Matrix,
  { columns }: Preprocessor,
): Promise<readonly ReportMaps[]> {
  const numbers = columns.flatMap(({ kind }, j) => (kind === "number" ? [j] : []));
  const shown = numbers.slice(0, MOST_COLUMNS);
  if (shown.length < 2) return [];
  const model = openDensityModel(params);
  try {
    const samples = await model.sample(SAMPLES, key(1));
    const isPlane = columns.length === 2;
    const ranges = new Map(shown.map((j) => [j, rangeOf(test, j)]));
    const pairs = shown.flatMap((a, i) => shown.slice(i + 1).map((b) => [a, b] as const));
    const panels: ReportMaps["panels"][number][] = [];
    const names = pairs.map(([a, b]) => `${columns[b]!.name} over ${columns[a]!.name}`);
    for (const [i, [a, b]] of pairs.entries()) {
      const box = { a, b, across: ranges.get(a)!, up: ranges.get(b)! };
      const picture = (column: string, rows: Matrix) => {
        return { row: names[i]!, column, width: CELLS, values: histogram(rows, box) };
      };
      panels.push(picture("test rows", test), picture("samples", samples));
    }
    if (isPlane) {
      const [across, up] = [ranges.get(0)!, ranges.get(1)!];
      const logProb = await model.logProb(gridOf(across, up));
      const most = logProb.reduce((a, b) => Math.max(a, b));
      const values = Array.from(logProb, (value) => rounded(Math.exp((value - most) / 2)));
      panels.push({ row: names[0]!, column: "density", width: FINE, values });
    }
    return [
      {
        name: "density",
        title: isPlane ? "The density, samples of it, and test rows" : "Samples beside test rows",
        subtitle: isPlane ? "shades show √p over the range of the test rows" : "dark is dense",
        description: "Pictures of test rows beside samples of the model; dark is dense.",
        rows: names,
        columns: isPlane ? ["test rows", "samples", "density"] : ["test rows", "samples"],
        panels,
      },
    ];
  } finally {
    await model.dispose();
  }
}

type Range = readonly [low: number, high: number];

/** Returns the range of the test values, widened if they are all the same. */
function rangeOf({ data, shape: [rows, width] }: Matrix, j: number): Range {
  let [low, high] = [Infinity, -Infinity];
  for (let row = 0; row < rows; row++) {
    const value = data[row * width + j]!;
    if (Number.isNaN(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high > low ? [low, high] : [low - 1, low + 1];
}

interface Box {
  readonly a: number;
  readonly b: number;
  readonly across: Range;
  readonly up: Range;
}

/** Returns the square root of the fraction of rows in each cell, relative to the largest. */
function histogram({ data, shape: [rows, width] }: Matrix, { a, b, across, up }: Box): number[] {
  const counts = new Float64Array(CELLS * CELLS);
  const cellOf = (value: number, [low, high]: Range): number =>
    Math.min(CELLS - 1, Math.floor(((value - low) / (high - low)) * CELLS));
  for (let row = 0; row < rows; row++) {
    const [x, y] = [data[row * width + a]!, data[row * width + b]!];
    if (!(x >= across[0] && x <= across[1] && y >= up[0] && y <= up[1])) continue;
    counts[(CELLS - 1 - cellOf(y, up)) * CELLS + cellOf(x, across)]!++;
  }
  const most = Math.max(
    1,
    counts.reduce((x, y) => Math.max(x, y)),
  );
  return Array.from(counts, (count) => rounded(Math.sqrt(count / most)));
}

/** Returns the centers of cells, row by row from the top. */
function gridOf(across: Range, up: Range): Matrix {
  const data = new Float32Array(2 * FINE * FINE);
  for (let i = 0; i < FINE * FINE; i++) {
    const x = across[0] + (((i % FINE) + 0.5) / FINE) * (across[1] - across[0]);
    const y = up[1] - ((Math.floor(i / FINE) + 0.5) / FINE) * (up[1] - up[0]);
    data.set([x, y], 2 * i);
  }
  return { data, shape: [FINE * FINE, 2] };
}

function rounded(value: number): number {
  return Math.round(100 * value) / 100;
}
