import type { Value } from "../graph.js";
import type { Operators } from "../operators.js";

/**
 * A function that writes one tfjs kernel in ONNX. Each lowering types its parameters as tfjs declares
 * them for the kernel; hence `never` here.
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

/** Converts axes to non-negative ones. */
export function positiveAxes(axes: number | readonly number[], rank: number): number[] {
  return [axes].flat().map((axis) => (axis < 0 ? axis + rank : axis));
}
