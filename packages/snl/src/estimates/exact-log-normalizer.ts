import { checkCount } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import { checkBox, type UniformBoxParams } from "../proposals/uniform-box.js";

/** Nodes of the grid, packed row by row. */
export interface GridPoints {
  readonly data: Float32Array;
  readonly shape: readonly [rows: number, dim: number];
}

export interface QuadratureOptions {
  /** Number of nodes along each coordinate. Must be odd. Default: 401. */
  readonly points?: number;
  /**
   * Number of nodes in each call of the energy. It is always the same, so one trace is enough.
   * Default: 8192.
   */
  readonly chunk?: number;
}

export interface ExactLogNormalizer {
  /** log ∫ exp(−E) over the box, by Simpson's rule. */
  readonly logNormalizer: number;
  /** The difference to the trapezoidal rule on the same nodes: about the error, or larger. */
  readonly error: number;
  /** The fraction of the mass on the edge of the box. If it is not small, the box is too small. */
  readonly edgeShare: number;
}

/**
 * Computes log Z by quadrature over a box in one or two dimensions, in float64 and in log space, to
 * check estimates. For a conditional model, pass y ↦ E(x, y) to get log Z(x).
 *
 * @param energy Returns E at many points at once, such as a compiled function.
 */
export async function exactLogNormalizer(
  energy: (points: GridPoints) => ArrayLike<number> | Promise<ArrayLike<number>>,
  { low, high }: UniformBoxParams,
  { points = 401, chunk = 8192 }: QuadratureOptions = {},
): Promise<ExactLogNormalizer> {
  if (!(Number.isInteger(points) && points >= 3 && points % 2 === 1)) {
    throw new EbmError(`exactLogNormalizer: \`points\` is ${points}, expected an odd one from 3.`);
  }
  checkBox("exactLogNormalizer", { low, high });
  checkCount("exactLogNormalizer", { chunk });
  const dim = low.length;
  const nodes = points ** dim;
  const rows = Math.min(chunk, nodes);
  const steps = high.map((to, j) => (to - low[j]!) / (points - 1));
  const logCell = steps.reduce((sum, step) => sum + Math.log(step), 0);
  const [simpson, trapezoid, edge] = [runningSum(), runningSum(), runningSum()];

  for (let start = 0; start < nodes; start += rows) {
    // the last chunk overlaps the one before it, so that all chunks have the same size
    const from = Math.min(start, nodes - rows);
    const data = Float32Array.from({ length: rows * dim }, (_, i) => {
      const j = i % dim;
      return low[j]! + steps[j]! * coordinate(from + Math.floor(i / dim), j);
    });
    const energies = await energy({ data, shape: [rows, dim] });
    if (energies.length !== rows) {
      throw new EbmError(
        `exactLogNormalizer: \`energy\` returned ${energies.length} numbers, expected ${rows}.`,
      );
    }
    for (let row = start - from; row < rows; row++) {
      if (!(energies[row]! > -Infinity)) {
        const at = data.slice(row * dim, (row + 1) * dim);
        throw new EbmError(
          `exactLogNormalizer: \`energy\` returned ${energies[row]} at [${at}], expected a number above −Infinity.`,
        );
      }
      let [byS, byT] = [1, 1];
      for (let j = 0; j < dim; j++) {
        const at = coordinate(from + row, j);
        const isEdge = at === 0 || at === points - 1;
        byS *= (isEdge ? 1 : at % 2 === 1 ? 4 : 2) / 3;
        byT *= isEdge ? 0.5 : 1;
      }
      const logMass = logCell - energies[row]!;
      simpson.add(logMass + Math.log(byS));
      trapezoid.add(logMass + Math.log(byT));
      if (byT < 1) edge.add(logMass + Math.log(byT));
    }
  }
  const logNormalizer = simpson.log();
  return {
    logNormalizer,
    error: Math.abs(logNormalizer - trapezoid.log()),
    edgeShare: Math.exp(edge.log() - trapezoid.log()),
  };

  /** Returns the index along axis j of a grid node. The first coordinate varies slowest. */
  function coordinate(node: number, j: number): number {
    return Math.floor(node / points ** (dim - 1 - j)) % points;
  }
}

/** Accumulates log Σ exp(x), one x at a time. */
function runningSum(): { add(x: number): void; log(): number } {
  let [max, sum] = [-Infinity, 0];
  return {
    add(x) {
      if (x > max) [max, sum] = [x, sum * Math.exp(max - x) + 1];
      else if (x > -Infinity || Number.isNaN(x)) sum += Math.exp(x - max);
    },
    log: () => max + Math.log(sum),
  };
}
