import { EbmError } from "@ebm/core";
import type { Structure } from "../structure.js";

/** The 0/1 vectors of subsets of `size` items, from `least` to `most` of them. */
export function subsetCode(
  name: string,
  { size, least, most }: { readonly size: number; readonly least: number; readonly most: number },
): Pick<Structure<readonly number[]>, "encode" | "decode"> {
  const isItem = (item: number): boolean => Number.isInteger(item) && item >= 0 && item < size;
  return {
    encode(items) {
      const y = new Array<number>(size).fill(0);
      for (const item of items) if (isItem(item)) y[item] = 1;
      const count = items.length;
      // what is given twice, or is no item, leaves fewer ones
      if (y.filter(Boolean).length === count && count >= least && count <= most) return y;
      const range = least === most ? least : `${least} to ${most}`;
      throw new EbmError(
        `${name}.encode: \`items\` has [${items.join(", ")}], expected ${range} distinct of 0 to ${size - 1}.`,
      );
    },
    decode: (y) => Array.from(y, (value, item) => (value > 0.5 ? item : -1)).filter((i) => i >= 0),
  };
}
