import { checkCount } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import { bits, foldIn, type Key } from "@ebm/core/random";
import { sobolDirections } from "./sobol-directions.js";

/** A sequence of points that fill the unit cube evenly. Each point depends on its index only. */
export interface Sobol {
  /** Returns the point of an index, from 0. Shape [dimensions], in [0, 1). */
  point(index: number): Float64Array;
}

export interface SobolOptions {
  /** The key of the digital shift. Default: no shift, so that point 0 is the origin. */
  readonly key?: Key;
}

const BITS = 32;

/**
 * Creates the Sobol sequence of a number of dimensions, in the order of Gray codes:
 *
 *   xᵢ = ⊕ₖ vₖ gₖ(i) ⊕ shift,
 *
 * with the direction numbers v of Joe and Kuo, and the bits g of i ⊕ ⌊i / 2⌋. The shift is a random
 * 32-bit word for each dimension. It keeps the evenness, and makes each point uniform.
 *
 * @param dimensions Number of dimensions, from 1 to 64.
 */
export function sobol(dimensions: number, { key }: SobolOptions = {}): Sobol {
  checkCount("sobol", { dimensions });
  if (dimensions > sobolDirections.length + 1) {
    const most = sobolDirections.length + 1;
    throw new EbmError(`sobol: \`dimensions\` is ${dimensions}, expected ${most} or fewer.`);
  }
  const directions = Array.from({ length: dimensions }, (_, i) => directionsOf(i));
  const shifts = key ? bits(foldIn(key, 0), dimensions) : new Uint32Array(dimensions);
  return {
    point(index) {
      checkCount("point", { index }, { least: 0 });
      if (index >= 2 ** BITS) {
        throw new EbmError(`point: \`index\` is ${index}, expected less than 2³².`);
      }
      const gray = (index ^ (index >>> 1)) >>> 0;
      return Float64Array.from(directions, (numbers, d) => {
        let word = shifts[d]!;
        for (let k = 0; k < BITS; k++) if ((gray >>> k) & 1) word ^= numbers[k]!;
        return (word >>> 0) / 2 ** BITS;
      });
    },
  };
}

/** The 32 direction numbers of a dimension, each shifted so that its first digit is the highest bit. */
function directionsOf(dimension: number): Uint32Array {
  const numbers = new Uint32Array(BITS);
  if (dimension === 0) return numbers.map((_, k) => 2 ** (BITS - 1 - k));
  const [polynomial, first] = sobolDirections[dimension - 1]!;
  const degree = first.length;
  for (let k = 0; k < BITS; k++) {
    if (k < degree) {
      numbers[k] = first[k]! << (BITS - 1 - k);
      continue;
    }
    const previous = numbers[k - degree]!;
    let word = previous ^ (previous >>> degree);
    for (let j = 1; j < degree; j++) {
      if ((polynomial >>> (degree - j)) & 1) word ^= numbers[k - j]!;
    }
    numbers[k] = word;
  }
  return numbers;
}
