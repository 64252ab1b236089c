import { checkPositive } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";
import type { Matrix } from "../matrix.js";
import type { PlanarPoints } from "./planar-density.js";

/** Points of the plane as rows of bits, and back. */
export interface GrayCode {
  /** Bits a point: half of them for each coordinate. */
  readonly dim: number;
  /** Shape [rows, 2] → [rows, dim], of zeros and ones. */
  encode(points: MatrixLike): Matrix;
  /** The middle of each cell, which has its code again. Shape [rows, dim] → [rows, 2]. */
  decode(bits: MatrixLike): PlanarPoints;
}

/**
 * The code in which RMwGGIS learns points of the plane. A coordinate v is a sign bit, 1 below 0,
 * and w = dim/2 − 1 bits, the highest first, of Gray's code of a = ⌊2ʷ|v|/bound⌋:
 *
 *   g = a ⊕ ⌊a/2⌋,
 *
 * so that neighboring cells differ in one bit. Beyond ±bound it is the outermost cell. Any even
 * dim will do, and the bits are exact: those of a float64 are taken one by one, and no power of
 * two is ever formed. From some hundred bits on most of them are constant, for a float64 has 53.
 * The published code decodes to the end of a cell nearer to 0, half a cell from here.
 *
 * @param bound Where the code ends: `grayBounds` has that of each set in `ffjordDensities`.
 *
 * Reference: Liu, Liu, Ji. Gradient-Guided Importance Sampling for Learning Binary Energy-Based
 * Models. ICLR 2023. https://arxiv.org/abs/2210.05782
 */
export function grayCode({
  dim,
  bound,
}: {
  readonly dim: number;
  readonly bound: number;
}): GrayCode {
  if (!(Number.isSafeInteger(dim) && dim >= 4 && dim % 2 === 0)) {
    throw new EbmError(`grayCode: \`dim\` is ${dim}, expected an even integer from 4.`);
  }
  checkPositive("grayCode", { bound });
  const half = dim / 2;
  const scale = 1 / bound;
  return {
    dim,
    encode(points) {
      const rows = rowsOf("encode", "points", points, 2);
      const data = new Float32Array(rows * dim);
      for (let i = 0; i < 2 * rows; i++) {
        const value = points.data[i]!;
        if (Number.isNaN(value)) {
          throw new EbmError(
            `grayCode.encode: \`points\` has NaN in row ${i >> 1}, expected numbers.`,
          );
        }
        const start = i * half;
        data[start] = value < 0 ? 1 : 0;
        let rest = Math.abs(value) * scale;
        if (rest >= 1) {
          // the outermost cell: all digits are ones, and Gray's code is 100…
          data[start + 1] = 1;
          continue;
        }
        // the binary digits of |v|/bound in [0, 1): doubling a float64 is exact
        let before = 0;
        for (let j = 1; j < half; j++) {
          rest *= 2;
          const digit = rest >= 1 ? 1 : 0;
          rest -= digit;
          data[start + j] = digit ^ before;
          before = digit;
        }
      }
      return { data, shape: [rows, dim] };
    },
    decode(bits) {
      const rows = rowsOf("decode", "bits", bits, dim);
      const data = new Float64Array(2 * rows);
      for (let i = 0; i < 2 * rows; i++) {
        let [digit, value, weight] = [0, 0, bound];
        for (let j = 1; j < half; j++) {
          digit ^= bits.data[i * half + j]!;
          weight /= 2;
          value += digit * weight;
        }
        value += weight / 2;
        data[i] = bits.data[i * half] === 1 ? -value : value;
      }
      return { data, shape: [rows, 2] };
    },
  };
}

function rowsOf(where: string, name: string, { data, shape }: MatrixLike, columns: number): number {
  if (shape[1] === columns && data.length === shape[0] * columns) return shape[0];
  throw new EbmError(
    `grayCode.${where}: \`${name}\` has shape [${shape.join(", ")}] and ${data.length} entries, expected [rows, ${columns}].`,
  );
}
