import { checkShapes, EbmError, type NeighborEnergy } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { spinEnergy } from "./spin-energy.js";

export type LatticeParams = {
  /** The coupling J of every pair of neighbors. Shape []. */
  readonly coupling: tf.Scalar;
  /** The bias b of every site. Shape []. */
  readonly bias: tf.Scalar;
};

export interface LatticeOptions {
  /** Number of rows. */
  readonly height: number;
  /** Number of columns. */
  readonly width: number;
  /** Whether the last row and column are neighbors of the first. Default: true. */
  readonly periodic?: boolean;
}

/**
 * The `isingEnergy` of a square lattice. x lists the sites row by row. J is one number for all pairs
 * of neighbors, so no matrix is needed.
 */
export function latticeEnergy(
  { coupling, bias }: LatticeParams,
  { height, width, periodic = true }: LatticeOptions,
): NeighborEnergy {
  checkShapes("latticeEnergy", { coupling: [coupling, ""], bias: [bias, ""] });
  checkSides({ height, width }, periodic ? 3 : 1);

  return spinEnergy({
    name: "latticeEnergy",
    biases: bias,
    fields(spins) {
      const { batch } = checkShapes("latticeEnergy", { x: [spins, `batch ${height * width}`] });
      const sites = tf.reshape(spins, [batch, height, width]) as tf.Tensor3D;
      const sums = tf.addN([1, 2].flatMap((axis) => neighbors(sites, axis, periodic)));
      return tf.add(tf.mul(tf.mul(2, coupling), tf.reshape(sums, spins.shape)), bias);
    },
  });
}

/** Returns the values one before and one after each site along an axis, and 0 beyond the border. */
function neighbors(sites: tf.Tensor3D, axis: number, periodic: boolean): tf.Tensor3D[] {
  const size = sites.shape[axis]!;
  const part = (start: number, count: number): tf.Tensor3D => {
    const begin = sites.shape.map((_, i) => (i === axis ? start : 0)) as [number, number, number];
    const sizes = sites.shape.map((_, i) => (i === axis ? count : -1)) as typeof begin;
    return tf.slice(sites, begin, sizes);
  };
  const [first, last] = [part(0, 1), part(size - 1, 1)].map((end) =>
    periodic ? end : tf.zerosLike(end),
  ) as [tf.Tensor3D, tf.Tensor3D];
  if (size === 1) return [last, first];
  return [tf.concat([last, part(0, size - 1)], axis), tf.concat([part(1, size - 1), first], axis)];
}

function checkSides(sides: Readonly<Record<string, number>>, least: number): void {
  for (const [name, side] of Object.entries(sides)) {
    if (Number.isInteger(side) && side >= least) continue;
    throw new EbmError(
      `latticeEnergy: \`${name}\` is ${side}, expected an integer of at least ${least}${least > 1 ? ", or `periodic: false`" : ""}.`,
    );
  }
}
