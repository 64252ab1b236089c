import { checkCount } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import { type Key, normal, split } from "@ebm/core/random";
import { uniform64 } from "../uniform64.js";
import type { Couplings } from "./ising-lattice.js";

/**
 * Couplings of a random graph of Erdős and Rényi: each pair of spins is an edge with probability
 * degree/spins, and pulls with J ~ N(0, 1/degree), as in p(x) ∝ exp(sᵀJs).
 *
 * Reference: Grathwohl, Swersky, Hashemi, Duvenaud, Maddison. Oops I Took A Gradient: Scalable
 * Sampling for Discrete Distributions. ICML 2021. https://arxiv.org/abs/2102.04509
 */
export function erdosRenyiCouplings(
  key: Key,
  { spins, degree }: { readonly spins: number; readonly degree: number },
): Couplings {
  checkCount("erdosRenyiCouplings", { spins }, { least: 2 });
  if (!(degree > 0 && degree <= spins)) {
    throw new EbmError(
      `erdosRenyiCouplings: \`degree\` is ${degree}, expected a number above 0, up to ${spins}.`,
    );
  }
  const [edgeKey, weightKey] = split(key, 2);
  const pairs = (spins * (spins - 1)) / 2;
  const edges = uniform64(edgeKey, pairs);
  const weights = normal(weightKey, pairs);
  const data = new Float64Array(spins * spins);
  for (let i = 0, pair = 0; i < spins; i++) {
    for (let j = i + 1; j < spins; j++, pair++) {
      if (edges[pair]! >= degree / spins) continue;
      data[i * spins + j] = data[j * spins + i] = weights[pair]! / Math.sqrt(degree);
    }
  }
  return { data, shape: [spins, spins] };
}
