import { checkCount } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";
import type { Key } from "@ebm/core/random";

/** Points in float64, packed: point i is (data[2i], data[2i + 1]). */
export interface PlanarPoints {
  readonly data: Float64Array;
  readonly shape: readonly [rows: number, columns: number];
}

/** A known distribution on the plane, with samples and its log-density. */
export interface PlanarDensity {
  readonly name: string;
  /** The method that computes log p. Quadratures have errors below 10⁻⁹ where there is mass. */
  readonly exactness: "closed form" | "quadrature";
  /** Draws, the same for the same key and count. */
  sample(key: Key, count: number): PlanarPoints;
  /** log p, in nats, −∞ off the support. Shape [rows, 2] → [rows]. */
  logProb(points: MatrixLike): Float64Array;
}

/** Makes a density from functions that sample packed coordinates and compute log p of one point. */
export function planarDensity({
  name,
  exactness,
  draw,
  logProbAt,
}: {
  readonly name: string;
  readonly exactness: PlanarDensity["exactness"];
  draw(key: Key, count: number): Float64Array;
  logProbAt(x: number, y: number): number;
}): PlanarDensity {
  return {
    name,
    exactness,
    sample(key, count) {
      checkCount(`${name}.sample`, { count });
      return { data: draw(key, count), shape: [count, 2] };
    },
    logProb({ data, shape: [rows, columns] }) {
      if (columns !== 2 || data.length !== 2 * rows) {
        throw new EbmError(
          `${name}.logProb: \`points\` has shape [${rows}, ${columns}] and ${data.length} entries, expected [rows, 2].`,
        );
      }
      return Float64Array.from({ length: rows }, (_, i) =>
        logProbAt(data[2 * i]!, data[2 * i + 1]!),
      );
    },
  };
}
