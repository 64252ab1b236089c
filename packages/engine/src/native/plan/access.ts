import type { Value } from "@ebm/trace";

/** The elements of one tensor in memory. */
export interface Buffer {
  /** Its name in C. */
  readonly name: string;
  readonly dtype: Value["dtype"];
  /** Number of elements. */
  readonly size: number;
  /** The group of loops that writes it; −1 for inputs and constants. */
  readonly group: number;
  /** The element of a constant that is one number. C has it as a literal. */
  readonly value?: number | bigint;
}

/** A tensor as a view of a buffer: element i is at offset + Σ iₐ·strideₐ. */
export interface Access {
  readonly buffer: Buffer;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** An axis, or axes that are one axis in memory. */
export interface Axis {
  readonly size: number;
  readonly stride: number;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Returns the strides of a tensor that is stored row by row. */
export function rowStrides(shape: readonly number[]): number[] {
  return shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
}

/** Returns the view of all elements of a buffer, row by row. */
export function whole(buffer: Buffer, shape: readonly number[], offset = 0): Access {
  return { buffer, offset, shape, strides: rowStrides(shape) };
}

/** Merges axes that are one axis in memory, and leaves out those of size 1. */
export function merged({ shape, strides }: Pick<Access, "shape" | "strides">): Axis[] {
  const axes: Axis[] = [];
  for (const [i, size] of shape.entries()) {
    if (size === 1) continue;
    const stride = strides[i]!;
    const last = axes.at(-1);
    if (last && last.stride === stride * size)
      axes[axes.length - 1] = { size: last.size * size, stride };
    else axes.push({ size, stride });
  }
  return axes;
}

/** Returns whether the elements of a view follow one another, row by row. */
export function isContiguous(access: Access): boolean {
  const axes = merged(access);
  return axes.length === 0 || (axes.length === 1 && axes[0]!.stride === 1);
}

/** Returns the view with another shape. Undefined if only a copy has it. */
export function reshaped(access: Access, shape: readonly number[]): Access | undefined {
  const axes = merged(access);
  const strides: number[] = [];
  // From the last axis on: each axis of the result must lie within one axis of the source.
  let axis = axes.pop();
  let left = axis?.size ?? 1;
  for (const size of shape.toReversed()) {
    if (size === 1) {
      strides.unshift(0);
      continue;
    }
    if (left === 1) {
      axis = axes.pop();
      left = axis?.size ?? 1;
    }
    if (!axis || left % size !== 0) return undefined;
    strides.unshift((axis.size / left) * axis.stride);
    left /= size;
  }
  return { ...access, shape, strides };
}

export function transposed(access: Access, perm: readonly number[]): Access {
  const [shape, strides] = [access.shape, access.strides].map((list) =>
    perm.map((axis) => list[axis]!),
  );
  return { ...access, shape: shape!, strides: strides! };
}

/** Returns the view that repeats elements along new axes, and along axes of size 1. */
export function broadcast(access: Access, shape: readonly number[]): Access {
  const missing = shape.length - access.shape.length;
  const strides = shape.map((_, axis) => {
    const source = axis - missing;
    return source < 0 || access.shape[source] === 1 ? 0 : access.strides[source]!;
  });
  return { ...access, shape, strides };
}

/** Returns the view of every step-th element from `begin` on, along each axis. */
export function sliced(
  access: Access,
  { begin, step, shape }: Readonly<Record<"begin" | "step" | "shape", readonly number[]>>,
): Access {
  const offset = begin.reduce((sum, at, axis) => sum + at * access.strides[axis]!, access.offset);
  const strides = access.strides.map((stride, axis) => stride * step[axis]!);
  return { ...access, offset, shape, strides };
}
