import { type Access, rowStrides } from "../plan/access.js";

/** Writes where element number `index`, row by row, of a view is in memory. */
export function offsetOf(
  { shape, strides }: Pick<Access, "shape" | "strides">,
  index: string,
): string {
  const after = rowStrides(shape);
  const terms = shape.flatMap((size, axis) => {
    const stride = strides[axis]!;
    if (size === 1 || stride === 0) return [];
    const quotient = after[axis] === 1 ? index : `${index} / ${after[axis]}`;
    const digit = axis === 0 ? quotient : `${quotient} % ${size}`;
    return [stride === 1 && digit === index ? digit : `(${digit}) * ${stride}`];
  });
  return terms.join(" + ") || "0";
}
