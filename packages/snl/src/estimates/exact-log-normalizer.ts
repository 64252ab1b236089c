import { checkCount } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import { checkBox, type UniformBoxParams } from "../proposals/uniform-box.js";

/** Nodes of the grid, packed row by row. */
export interface GridPoints {
  readonly data: Float32Array;
  readonly shape: readonly [rows: number, dim: number];
}

export interface QuadratureOptions {
  /** Number of nodes along each coordinate, which is odd. Default: 401. */
  readonly points?: number;
  /**
   * Number of nodes in each call of the energy, always the same, so that one trace serves.
   * Default: 8192.
   */
  readonly chunk?: number;
}

export interface ExactLogNormalizer {
  /** log ∫ exp(−E) over the box, by Simpson's rule. */
  readonly logNormalizer: number;
  /** How far the trapezoidal rule is from it on the same nodes: about the error, or above it. */
  readonly error: number;
  /** Of the mass, at nodes on the edge of the box: unless small, the box is. */
  readonly edgeShare: number;
}

/**
 * log Z by quadrature over a box of one or two dimensions, in float64 and in log space: the truth
 * that estimates are held to. Of a conditional model it is log Z(x), given y ↦ E(x, y).
 *
 * @param energy E at many points at once: a compiled function, say.
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
    // the last chunk goes back for as many nodes as the others
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

  /** Which node of the axis j a node of the grid is on; the first coordinate varies slowest. */
  function coordinate(node: number, j: number): number {
    return Math.floor(node / points ** (dim - 1 - j)) % points;
  }
}

/** log Σ exp(x), x by x. */
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
