import { ShapeError } from "@ebm/core";

/** Returns the shape of an elementwise operation on these shapes, by the rules of NumPy. */
export function broadcastShape(...shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map(({ length }) => length));
  return Array.from({ length: rank }, (_, axis) => {
    const sizes = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1);
    const size = sizes.find((other) => other !== 1) ?? 1;
    if (sizes.every((other) => other === 1 || other === size)) return size;
    const list = shapes.map((shape) => `[${shape.join(", ")}]`).join(" and ");
    throw new ShapeError(`trace: shapes ${list} do not broadcast, expected equal sizes or 1.`);
  });
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
