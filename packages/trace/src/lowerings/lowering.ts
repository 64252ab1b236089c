import type { Value } from "../graph.js";
import type { Operators } from "../operators.js";

/**
 * How one kernel of tfjs is written in ONNX. The parameters are typed by each lowering as tfjs
 * declares them for its kernel; hence `never` here.
 */
export type Lowering = (o: Operators, inputs: never, attrs: never) => Value | readonly Value[];

export type Lowerings = Readonly<Record<string, Lowering>>;

export interface Unary {
  readonly x: Value;
}

export interface Binary {
  readonly a: Value;
  readonly b: Value;
}

/** Axes counted from the front. */
export function positiveAxes(axes: number | readonly number[], rank: number): number[] {
  return [axes].flat().map((axis) => (axis < 0 ? axis + rank : axis));
}
