import { type Dtype, finite, type ServedTensor } from "./dtypes.js";

type Nested = number | boolean | string | null | Nested[];

/**
 * Returns the elements of a tensor as nested lists, with null for numbers that JSON cannot
 * represent.
 */
export function nested({ data, shape }: ServedTensor, { write }: Pick<Dtype, "write">): Nested {
  const element = (i: number): Nested => (write ? write(data[i]!) : finite(Number(data[i])));
  const build = (axis: number, start: number, size: number): Nested => {
    if (axis === shape.length) return element(start);
    const step = size / shape[axis]!;
    return Array.from({ length: shape[axis]! }, (_, i) => build(axis + 1, start + i * step, step));
  };
  return build(0, 0, data.length);
}
