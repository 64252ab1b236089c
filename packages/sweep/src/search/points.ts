import { EbmError } from "@ebm/core/errors";
import { foldIn, key, uniform } from "@ebm/core/random";
import { grid } from "../space/grid.js";
import { checkSpace, type SearchSpace, type Values } from "../space/search-space.js";
import { unitValues } from "../space/unit-values.js";
import { sobol } from "./sobol.js";

/** A way to choose points of a space without looking at results. */
export interface Sampling {
  readonly method: "grid" | "random" | "sobol";
  /** Number of points. A grid has as many as there are combinations. */
  readonly trials?: number | undefined;
  /** The seed of random points, and of the shift of Sobol points. Default: 0. */
  readonly seed?: number | undefined;
}

/** Points of a space. Each depends on the seed and its index only. */
export interface Points {
  readonly size: number;
  values(index: number): Values;
}

/** Creates the points of a search. */
export function points(space: SearchSpace, { method, trials, seed = 0 }: Sampling): Points {
  checkSpace(space);
  if (method === "grid") return grid(space);
  if (trials === undefined) {
    throw new EbmError(`points: \`trials\` is missing, expected the number of ${method} points.`);
  }
  const size = Object.keys(space).length;
  if (size === 0) return { size: 1, values: () => ({}) };
  const random = key(seed);
  if (method === "random") {
    return {
      size: trials,
      values: (index) => unitValues(space, uniform(foldIn(random, index), size)),
    };
  }
  const sequence = sobol(size, { key: random });
  return { size: trials, values: (index) => unitValues(space, sequence.point(index)) };
}
