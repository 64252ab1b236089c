import { isFiniteNumber } from "../report/is-finite-number.js";
import type { Curve } from "../report/plots/curves.js";
import type { Cell, CellConfig } from "./study.js";

export interface CurvesOfOptions<Config extends CellConfig> {
  /** The series of x, or the x of point i of a cell. */
  readonly x: string | ((cell: Cell<Config>, i: number) => number);
  /** The metric of y. A series gives many points, a number gives one. */
  readonly y: string;
  /** The rows to draw, by the names of their curves. */
  readonly rows: Readonly<Record<string, string>>;
  /** The curve that the others are compared with. Default: none. */
  readonly reference?: string;
}

/** Creates a curve for each row that has points. Points at the same x are averaged over cells. */
export function curvesOf<Config extends CellConfig>(
  cells: readonly Cell<Config>[],
  { x, y, rows, reference }: CurvesOfOptions<Config>,
): Curve[] {
  const xOf = typeof x === "string" ? (cell: Cell, i: number) => listOf(cell.metrics[x])[i] : x;
  return Object.entries(rows).flatMap(([name, row]): Curve[] => {
    const values = new Map<number, number[]>();
    for (const cell of cells.filter((cell) => cell.row === row)) {
      for (const [i, value] of listOf(cell.metrics[y]).entries()) {
        const xValue = xOf(cell, i);
        if (!isFiniteNumber(value) || !isFiniteNumber(xValue)) continue;
        values.set(xValue, [...(values.get(xValue) ?? []), value]);
      }
    }
    const points = [...values].map(([x, ys]): [number, number] => [x, meanOf(ys)]);
    return points.length > 0 ? [{ name, points, reference: name === reference }] : [];
  });
}

const listOf = (metric: unknown): readonly unknown[] => (Array.isArray(metric) ? metric : [metric]);

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
