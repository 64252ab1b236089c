import { EbmError } from "@ebm/core/errors";
import type { Json } from "../json.js";
import type { Choice, Range, SearchSpace, Values } from "./search-space.js";
import { unitValues } from "./unit-values.js";

/** All combinations of the values of a space. */
export interface Grid {
  readonly size: number;
  /** Returns a combination by its index, from 0. The last setting changes first. */
  values(index: number): Values;
}

/** @throws {EbmError} If a range does not say its number of steps. */
export function grid(space: SearchSpace): Grid {
  const axes = Object.entries(space).map(
    ([name, dimension]) => [name, valuesOf(name, dimension)] as const,
  );
  const size = axes.reduce((product, [, values]) => product * values.length, 1);
  return {
    size,
    values(index) {
      let rest = index;
      const entries = axes.toReversed().map(([name, values]) => {
        const value = values[rest % values.length]!;
        rest = Math.floor(rest / values.length);
        return [name, value] as const;
      });
      return Object.fromEntries(entries.reverse());
    },
  };
}

function valuesOf(name: string, dimension: Choice | Range): readonly Json[] {
  if ("values" in dimension) return dimension.values;
  const { steps } = dimension;
  if (steps === undefined) {
    throw new EbmError(`grid: \`${name}\` has no \`steps\`, expected the number of its values.`);
  }
  const { integer, ...range } = dimension;
  const values = Array.from({ length: steps }, (_, i) => {
    const value = unitValues({ x: range }, [steps === 1 ? 0 : i / (steps - 1)]).x as number;
    return integer ? Math.round(value) : value;
  });
  return [...new Set(values)];
}
