import type { Matrix } from "../matrix.js";
import type { Attribute } from "./columns.js";

/** The encoding of nominal features as numbers. */
export type NominalEncoding = "one-hot" | "index";

/**
 * Attributes as features. With `"one-hot"`, a nominal attribute of two values is one column, 1 at
 * the second (of 0 and 1: at 1), and one of more values is a column each, `name=value`, and NaN
 * in all of them where it is missing. With `"index"`, each attribute is one column.
 */
export function encodeFeatures(
  { attributes, data: { data, shape } }: { attributes: readonly Attribute[]; data: Matrix },
  { places, nominal }: { places: readonly number[]; nominal: NominalEncoding },
): { x: Matrix; featureNames: readonly string[] } {
  const [rows, width] = shape;
  const featureNames: string[] = [];
  const blocks = places.map((place) => {
    const offset = featureNames.length;
    const { name, values } = attributes[place]!;
    const columns = nominal === "index" ? [name] : columnsOf(name, values);
    featureNames.push(...columns);
    const flipped = nominal === "one-hot" && values.join() === "1,0";
    return { place, offset, size: columns.length, flipped };
  });

  const columns = featureNames.length;
  const x = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (const { place, offset, size, flipped } of blocks) {
      const value = data[row * width + place]!;
      const start = row * columns + offset;
      if (size === 1) x[start] = flipped ? 1 - value : value;
      else if (Number.isNaN(value)) x.fill(value, start, start + size);
      else x[start + value] = 1;
    }
  }
  return { x: { data: x, shape: [rows, columns] }, featureNames };
}

function columnsOf(name: string, values: readonly string[]): string[] {
  if (values.length < 2 || [...values].sort().join() === "0,1") return [name];
  if (values.length === 2) return [`${name}=${values[1]}`];
  return values.map((value) => `${name}=${value}`);
}
