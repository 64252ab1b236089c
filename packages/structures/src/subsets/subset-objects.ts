import type { Objects } from "../members.js";
import { subsetCode } from "./subset-code.js";
import { subsetNeighbors } from "./subset-neighbors.js";
import { subsetOrder } from "./subset-order.js";

/** The subsets of `least` to `most` among `size` items. */
export function subsetObjects(
  name: string,
  range: { readonly size: number; readonly least: number; readonly most: number },
): Objects<readonly number[]> {
  return {
    ...subsetCode(name, range),
    order: subsetOrder(range.size, range),
    neighborsOf: (items) => subsetNeighbors(items, range),
  };
}
