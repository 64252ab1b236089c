import { checkCount } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import type { Key } from "@ebm/core/random";

/** Inputs and what was seen at them, pair by pair. */
export interface Pairs {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A distribution of y given x, both on the line, that is known. */
export interface ConditionalDensity {
  readonly name: string;
  /** Pairs, the same for the same key and count, in random order. */
  sample(key: Key, count: number): Pairs;
  /** log p(y | x), in nats, −∞ off the support. Shape [rows]. */
  logProb(pairs: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> }): Float64Array;
}

/** Makes a conditional density from functions that sample pairs and compute log p of one pair. */
export function conditionalDensity({
  name,
  draw,
  logProbAt,
}: {
  readonly name: string;
  draw(key: Key, count: number): Pairs;
  logProbAt(x: number, y: number): number;
}): ConditionalDensity {
  return {
    name,
    sample(key, count) {
      checkCount(`${name}.sample`, { count });
      return draw(key, count);
    },
    logProb({ x, y }) {
      if (x.length !== y.length) {
        throw new EbmError(
          `${name}.logProb: \`x\` has ${x.length} values and \`y\` ${y.length}, expected as many.`,
        );
      }
      return Float64Array.from(x, (value, i) => logProbAt(value, y[i]!));
    },
  };
}
