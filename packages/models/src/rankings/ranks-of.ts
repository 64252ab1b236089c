import type { Matrix } from "@ebm/datasets";

/** Places as ranks: NaN in place of −1 for labels that a row does not rank. */
export function ranksOf({ data, shape }: Matrix): Matrix {
  return { data: data.map((place) => (place < 0 ? Number.NaN : place)), shape };
}
