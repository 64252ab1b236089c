import type { Matrix } from "@ebm/datasets";
import type { GridPoints, UniformBoxParams } from "@ebm/snl";
import type { PlanarSet } from "./planar-data.js";

type EnergyAt = (points: GridPoints) => Promise<Float32Array>;

/** The box that contains the mass of a model. */
export interface PlanarBox extends UniformBoxParams {
  /** The energy in the coordinates of the box. */
  energyOf(energy: EnergyAt): (points: GridPoints) => Promise<ArrayLike<number>>;
  /** Points of pictures, row by row from the top. */
  readonly picture: Matrix;
}

/** Number of points along each side of a picture. */
export const PICTURE_SIDE = 72;
const PICTURE_EXTENT = 2.4;

/**
 * Returns the box [−4, 4]² of standardized coordinates. The funnel has heavy tails, so its box is
 * [−904, 904] × [−6, 6], in coordinates u with x = sinh u:
 *
 *   ∫ exp(−E(x)) dx = ∫ exp(−E(sinh u) + Σⱼ log cosh uⱼ) du.
 */
export function planarBox(dataset: PlanarSet): PlanarBox {
  const picture = pictureGrid();
  if (dataset !== "funnel") {
    return { low: [-4, -4], high: [4, 4], energyOf: (energy) => energy, picture };
  }
  return {
    low: [-7.5, -2.5],
    high: [7.5, 2.5],
    energyOf:
      (energy) =>
      async ({ data, shape }) => {
        const energies = await energy({ data: data.map(Math.sinh), shape });
        return Float64Array.from(
          energies,
          (e, i) => e - logCosh(data[2 * i]!) - logCosh(data[2 * i + 1]!),
        );
      },
    picture,
  };
}

const logCosh = (u: number): number => Math.log(Math.cosh(u));

function pictureGrid(): Matrix {
  const data = new Float32Array(2 * PICTURE_SIDE ** 2);
  const coordinate = (i: number): number =>
    ((i + 0.5) / PICTURE_SIDE) * 2 * PICTURE_EXTENT - PICTURE_EXTENT;
  for (let i = 0; i < PICTURE_SIDE ** 2; i++) {
    data[2 * i] = coordinate(i % PICTURE_SIDE);
    data[2 * i + 1] = -coordinate(Math.floor(i / PICTURE_SIDE));
  }
  return { data, shape: [PICTURE_SIDE ** 2, 2] };
}
