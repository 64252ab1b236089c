import type { Packed } from "@ebm/onnx-export";

type Nested = number | null | Nested[];

/** The elements of a tensor as nested lists; what JSON has no number for is null. */
export function nested({ data, shape }: Packed): Nested {
  const build = (axis: number, start: number, size: number): Nested => {
    if (axis === shape.length) return Number.isFinite(data[start]) ? data[start]! : null;
    const step = size / shape[axis]!;
    return Array.from({ length: shape[axis]! }, (_, i) => build(axis + 1, start + i * step, step));
  };
  return build(0, 0, data.length);
}
