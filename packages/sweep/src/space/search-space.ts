import { EbmError } from "@ebm/core/errors";
import type { Json } from "../json.js";

/** A setting that takes one of some values. */
export interface Choice {
  readonly values: readonly Json[];
}

/** A setting that takes numbers from `min` to `max`. */
export interface Range {
  readonly min: number;
  readonly max: number;
  /** The scale on which numbers are spread evenly. Default: "linear". */
  readonly scale?: "linear" | "log" | undefined;
  /** Whether only whole numbers are taken. Default: false. */
  readonly integer?: boolean | undefined;
  /** Number of values in a grid, from `min` to `max`. Only grids need it. */
  readonly steps?: number | undefined;
}

/** The values that a search chooses from, by the name of the setting. */
export type SearchSpace = Readonly<Record<string, Choice | Range>>;

/** The values of a trial, by the name of the setting. */
export type Values = Readonly<Record<string, Json>>;

/** @throws {EbmError} If a range is empty, or a logarithm does not exist. */
export function checkSpace(space: SearchSpace): void {
  for (const [name, dimension] of Object.entries(space)) {
    if ("values" in dimension) {
      if (dimension.values.length > 0) continue;
      throw new EbmError(`space: \`${name}\` has no values, expected one at least.`);
    }
    const { min, max, scale, integer } = dimension;
    if (!(Number.isFinite(min) && Number.isFinite(max) && min <= max)) {
      throw new EbmError(`space: \`${name}\` is from ${min} to ${max}, expected min ≤ max.`);
    }
    if (scale === "log" && !(min > 0)) {
      throw new EbmError(
        `space: \`${name}\` is from ${min}, expected a positive min on a log scale.`,
      );
    }
    if (integer && !(Number.isSafeInteger(min) && Number.isSafeInteger(max))) {
      throw new EbmError(`space: \`${name}\` is from ${min} to ${max}, expected whole numbers.`);
    }
  }
}
