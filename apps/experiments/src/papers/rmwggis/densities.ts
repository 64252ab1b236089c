import { key, split } from "@ebm/core";
import { binaryStates, enumeratedLikelihood, stateCounts, totalVariation } from "@ebm/metrics";
import { mlpEnergy } from "@ebm/nn";
import type * as tf from "@tensorflow/tfjs-core";
import { encodePicture } from "../../studies/picture.js";
import type { CellContext, Metrics } from "../../studies/study.js";
import { trainToEnd } from "../../training/train-to-end.js";
import { type PlanarBits, planarBits } from "./planar-bits.js";
import { type PlanarFit, planarTraining } from "./planar-training.js";

/** A planar set with so few bits that all states can be summed over. */
export type DensitiesCell = Omit<PlanarFit, "method"> & {
  readonly seed: number;
  readonly method: PlanarFit["method"] | "data";
  /** Number of rows that estimate the distribution of the data. Default: 1,000,000. */
  readonly rows?: number;
};

/** Number of cells of a map per axis. */
export const MAP_SIZE = 48;

/** The part of the plane that is plotted. All data are inside. */
const SHOWN = 0.75;

/** Learns the bits, and compares the probability of each state with its frequency in the data. */
export async function runDensitiesCell(
  cell: DensitiesCell,
  { signal }: CellContext,
): Promise<Metrics> {
  const { dataset, dim, method, rows = 1_000_000 } = cell;
  const planar = planarBits(dataset, dim);
  const [first, forRows, noise, forReference] = split(key(cell.seed), 4);
  const reference = planar.draw(forReference, rows);
  const counts = stateCounts(reference);
  const entropy = entropyOf(counts);
  if (method === "data") return { entropy, beta1Map: mapOf(counts, planar) };

  const training = planarTraining(
    { ...cell, method },
    { planar, keys: { first, rows: forRows, noise } },
  );
  const { run } = await trainToEnd(training, { signal });
  const energyOf = run.compile((params, { x }: { x: tf.Tensor2D }) => ({
    energy: mlpEnergy(params).energy(x),
  }));
  const { energy } = await energyOf({ x: binaryStates(dim) });
  await run.dispose();
  const found = Object.entries({ beta1: 1, beta4: 4 }).map(([name, beta]) => {
    const isDrawn = (DRAWN[method] ?? [1]).includes(beta);
    const { negativeLogLikelihood, probabilities } = enumeratedLikelihood({
      energies: energy.data.map((energy) => beta * energy),
      rows: reference,
    });
    return {
      [`${name}Nll`]: negativeLogLikelihood,
      [`${name}NllAboveEntropy`]: negativeLogLikelihood - entropy,
      [`${name}TotalVariation`]: totalVariation({ p: probabilities, q: counts }),
      [`${name}LinearMmd`]: linearMmdOf(probabilities, counts, dim),
      ...(isDrawn && { [`${name}Map`]: mapOf(probabilities, planar) }),
    };
  });
  return Object.assign({ entropy }, ...found);
}

/** Estimates the entropy in nats, with the Miller–Madow correction for rare states. */
function entropyOf(counts: Float64Array): number {
  let [rows, seen, sum] = [0, 0, 0];
  for (const count of counts) {
    if (count === 0) continue;
    rows += count;
    seen++;
    sum += count * Math.log(count);
  }
  return Math.log(rows) - sum / rows + (seen - 1) / (2 * rows);
}

/** Computes 2‖E x − E y‖² of two distributions over all states. */
function linearMmdOf(p: Float64Array, q: Float64Array, dim: number): number {
  const rows = q.reduce((sum, count) => sum + count, 0);
  const gaps = new Float64Array(dim);
  for (let state = 0; state < p.length; state++) {
    const gap = p[state]! - q[state]! / rows;
    for (let i = 0; i < dim; i++) if ((state >> i) & 1) gaps[i] = gaps[i]! + gap;
  }
  return 2 * gaps.reduce((sum, gap) => sum + gap * gap, 0);
}

/** The inverse temperatures whose maps the figure shows. Default: 1 alone. */
const DRAWN: Partial<Record<DensitiesCell["method"], readonly number[]>> = {
  "RMwGGIS (advanced)": [1, 4],
  "Hyvärinen, sampled": [],
};

/** Encodes a picture of square roots of the mass in squares of the plane, the top row first. */
function mapOf(masses: Float64Array, { code, bound }: PlanarBits): string {
  const points = code.decode(binaryStates(code.dim));
  const squares = new Float64Array(MAP_SIZE * MAP_SIZE);
  const place = (value: number): number =>
    Math.floor(((value / (SHOWN * bound) + 1) / 2) * MAP_SIZE);
  for (const [state, mass] of masses.entries()) {
    const [column, up] = [place(points.data[2 * state]!), place(points.data[2 * state + 1]!)];
    if (Math.min(column, up) < 0 || Math.max(column, up) >= MAP_SIZE) continue;
    const index = (MAP_SIZE - 1 - up) * MAP_SIZE + column;
    squares[index] = squares[index]! + mass;
  }
  const most = squares.reduce((a, b) => Math.max(a, b));
  return encodePicture(squares.map((mass) => Math.sqrt(mass / most)));
}
