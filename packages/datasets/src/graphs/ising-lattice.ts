import { checkCount } from "@ebm/core/check";

/** Which spins pull on which, and how: symmetric, with zeros on the diagonal. */
export interface Couplings {
  readonly data: Float64Array;
  readonly shape: readonly [spins: number, spins: number];
}

/**
 * J = σA of an L × L lattice whose edges meet, spin (i, j) being number iL + j, as in
 *
 *   p(x) ∝ exp(sᵀJs),  s = 2x − 1 ∈ {−1, 1}ᵈ,
 *
 * so that every edge counts twice: the inverse temperature of textbooks is 2σ.
 *
 * Reference: Grathwohl, Swersky, Hashemi, Duvenaud, Maddison. Oops I Took A Gradient: Scalable
 * Sampling for Discrete Distributions. ICML 2021. https://arxiv.org/abs/2102.04509
 */
export function isingLattice({
  side,
  strength,
}: {
  /** L, from 3: two neighbors on either side are to be two. */
  readonly side: number;
  /** σ: positive where neighbors agree. */
  readonly strength: number;
}): Couplings {
  checkCount("isingLattice", { side }, { least: 3 });
  const spins = side * side;
  const data = new Float64Array(spins * spins);
  for (let i = 0; i < side; i++) {
    for (let j = 0; j < side; j++) {
      const spin = i * side + j;
      for (const other of [((i + 1) % side) * side + j, i * side + ((j + 1) % side)]) {
        data[spin * spins + other] = strength;
        data[other * spins + spin] = strength;
      }
    }
  }
  return { data, shape: [spins, spins] };
}
