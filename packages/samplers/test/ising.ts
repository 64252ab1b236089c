import type { Lattice } from "../src/index.js";

export interface Ising extends Lattice {
  /** The coupling J of each pair of neighbors. */
  readonly coupling: number;
  /** The field h on each spin. */
  readonly field: number;
}

/**
 * Writes the energy E(σ) = −J Σ over neighbors σᵢσⱼ − h Σ σᵢ of spins ±1 on a periodic lattice as a
 * quadratic energy of bits x = (σ + 1)/2: E = constant − ⟨u, x⟩ − ½⟨x, U x⟩. A side of two counts each
 * pair twice.
 */
export function isingOfBits({ height, width, coupling, field }: Ising): {
  readonly couplings: number[][];
  readonly biases: number[];
  readonly constant: number;
} {
  const sites = height * width;
  const couplings = Array.from({ length: sites }, () => new Array<number>(sites).fill(0));
  for (let i = 0; i < sites; i++) {
    const [row, column] = [Math.floor(i / width), i % width];
    const below = ((row + 1) % height) * width + column;
    const beside = row * width + ((column + 1) % width);
    for (const j of [below, beside]) {
      couplings[i]![j]! += 4 * coupling;
      couplings[j]![i]! += 4 * coupling;
    }
  }
  // σᵢσⱼ = 4xᵢxⱼ − 2xᵢ − 2xⱼ + 1, over four neighbors of each site and two pairs a site
  return {
    couplings,
    biases: new Array<number>(sites).fill(2 * field - 8 * coupling),
    constant: sites * (field - 2 * coupling),
  };
}

/** log Z of it, by the transfer matrix: the trace of its power over rows. */
export function transferMatrix({ height, width, coupling, field }: Ising): number {
  const rows = Array.from({ length: 2 ** width }, (_, bits) =>
    Array.from({ length: width }, (_, i) => 2 * ((bits >> i) & 1) - 1),
  );
  const within = (row: readonly number[]): number =>
    row.reduce((sum, s, i) => sum + coupling * s * row[(i + 1) % width]! + field * s, 0);
  const between = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, s, i) => sum + coupling * s * b[i]!, 0);
  const matrix = rows.map((a) =>
    rows.map((b) => Math.exp(within(a) / 2 + between(a, b) + within(b) / 2)),
  );
  let power = matrix;
  for (let i = 1; i < height; i++) {
    power = power.map((row) =>
      rows.map((_, k) => row.reduce((sum, p, j) => sum + p * matrix[j]![k]!, 0)),
    );
  }
  return Math.log(power.reduce((trace, row, i) => trace + row[i]!, 0));
}
