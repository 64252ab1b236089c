import { EbmError, kl } from "@ebm/core";
import type { DivergenceOptions } from "./joint-partition-loss.js";

export interface ExactPartition {
  /** τ*, for which p sums to 1. If D_f is `kl()`, it is the log-partition log E_q exp(−E). */
  readonly logPartition: number;
  /** The minimum over τ of τ + E_q f*(−E − τ), and the maximum over p of −E_p[E] − D_f(p, q). */
  readonly value: number;
  /** The probabilities p = q·(f*)′(−E − τ*). */
  readonly probabilities: Float64Array;
}

export interface ExactOptions extends DivergenceOptions {
  /** The prior q(y). It must sum to 1. Default: uniform. */
  readonly prior?: ArrayLike<number>;
}

/**
 * Computes the exact model p(y) = q(y)·(f*)′(−E(y) − τ*) over an enumerated space in float64, to
 * compare a learned energy and log-partition with.
 *
 * @param energies E(y) of each y, finite.
 * @throws {EbmError} If an energy is not finite, or `prior` has the wrong length or does not sum to 1.
 */
export function exactPartition(
  energies: ArrayLike<number>,
  { divergence = kl(), prior }: ExactOptions = {},
): ExactPartition {
  checkEnergies(energies, prior);
  const affinity = Float64Array.from(energies, (energy) => -energy);
  const q = prior ?? new Float64Array(affinity.length).fill(1 / affinity.length);
  const { ratio, generator } = divergence;
  const mass = (tau: number): number =>
    affinity.reduce((sum, g, y) => sum + weigh(q[y]!, ratio(g - tau)), 0);
  const logPartition = unitMass(
    mass,
    affinity.filter((_, y) => q[y]! > 0),
  );

  const probabilities = affinity.map((g, y) => weigh(q[y]!, ratio(g - logPartition)));
  const value = affinity.reduce((sum, g, y) => {
    const v = g - logPartition;
    return sum + weigh(q[y]!, ratio(v) * v - generator(ratio(v))); // Fenchel: f*(v) at u = ω(v)
  }, logPartition);
  return { logPartition, value, probabilities };
}

/** Computes q·u. It is 0 if q is 0, even if u is infinite. */
function weigh(q: number, u: number): number {
  return q === 0 ? 0 : q * u;
}

/** Finds τ with mass 1. The mass decreases in τ, and τ lies between the extremes of g as ω(0) = 1. */
function unitMass(mass: (tau: number) => number, affinity: Float64Array): number {
  let low = affinity.reduce((a, b) => Math.min(a, b));
  let high = affinity.reduce((a, b) => Math.max(a, b));
  let tau = high + Math.log(mass(high)); // a log-sum-exp: at once the answer for `kl()`
  for (;;) {
    if (!(tau > low && tau < high)) tau = low + (high - low) / 2;
    const excess = mass(tau) - 1;
    if (Math.abs(excess) < 1e-13 || tau === low || tau === high) return tau;
    if (excess > 0) low = tau;
    else high = tau;
    tau = low + (high - low) / 2;
  }
}

function checkEnergies(energies: ArrayLike<number>, prior: ArrayLike<number> | undefined): void {
  const count = energies.length;
  const wrong = Array.from(energies).findIndex((energy) => !Number.isFinite(energy));
  if (count === 0 || wrong >= 0) {
    const actual = count === 0 ? "no entries" : `${energies[wrong]} at ${wrong}`;
    throw new EbmError(`exactPartition: \`energies\` has ${actual}, expected finite numbers.`);
  }
  if (prior) checkPrior(prior, count);
}

function checkPrior(prior: ArrayLike<number>, count: number): void {
  if (prior.length !== count) {
    throw new EbmError(
      `exactPartition: \`prior\` has ${prior.length} entries, expected ${count}, as \`energies\`.`,
    );
  }
  const q = Float64Array.from(prior);
  const wrong = q.findIndex((each) => !(each >= 0));
  const sum = q.reduce((a, b) => a + b, 0);
  // the accuracy of a long sum in float32
  if (wrong >= 0 || Math.abs(sum - 1) > 1e-5) {
    const actual = wrong >= 0 ? `${q[wrong]} at ${wrong}` : `the sum ${sum}`;
    throw new EbmError(
      `exactPartition: \`prior\` has ${actual}, expected probabilities that sum to 1.`,
    );
  }
}
