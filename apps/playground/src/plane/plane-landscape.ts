import type { Packed } from "@ebm/engine";

/** Number of points along each side of a grid. */
const SIDE = 96;

/** The grid of cell centers on [−extent, extent]², row by row from the top. Shape [side², 2]. */
export function planeGrid(extent: number, side: number = SIDE): Packed<Float32Array> {
  const data = new Float32Array(2 * side ** 2);
  const coordinate = (i: number): number => ((2 * i + 1) / side - 1) * extent;
  for (let i = 0; i < side ** 2; i++) {
    data[2 * i] = coordinate(i % side);
    data[2 * i + 1] = -coordinate(Math.floor(i / side));
  }
  return { data, shape: [side ** 2, 2] };
}

/**
 * Computes log Z by quadrature, in float64:
 *
 *   log Z = log Σᵢ exp(−E(xᵢ)) Δ,   with Δ the area of a cell.
 */
export function quadrature(energies: ArrayLike<number>, extent: number): number {
  return stateSum(energies) + Math.log((4 * extent ** 2) / energies.length);
}

/** Computes log Σ exp(−E) over all states, in float64. */
export function stateSum(energies: ArrayLike<number>): number {
  let least = Infinity;
  for (let i = 0; i < energies.length; i++) least = Math.min(least, energies[i]!);
  let sum = 0;
  for (let i = 0; i < energies.length; i++) sum += Math.exp(least - energies[i]!);
  return Math.log(sum) - least;
}
