import { checkShapes, EbmError, mapTree, scan, stopGradient, type Tree } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Chain, ChainState } from "./chain.js";
import type { Energy } from "./energy.js";
import { evaluate } from "./evaluate.js";

export interface AnnealingInputs<
  X extends tf.Tensor,
  S extends ChainState<X> & Tree,
  N extends Tree,
> {
  /** The energy E₀ of a distribution that can be sampled. */
  readonly base: Energy<X>;
  /** The energy E₁. */
  readonly target: Energy<X>;
  /** Makes a chain that leaves p ∝ exp(−E) invariant, for the energy E at inverse temperature β. */
  chain(energy: Energy<X>, beta: tf.Scalar): Chain<S, N>;
  /** Samples from p₀ ∝ exp(−E₀). Shape [chains, …]. */
  readonly x: X;
  /** β₀ = 0, …, β_T = 1, such as t/T or `sigmoidSchedule`. Shape [temperatures + 1]. */
  readonly betas: tf.Tensor1D;
  /** The noise of the chain. Shapes [temperatures, …]. */
  readonly noise: N;
}

export type Annealed<X extends tf.Tensor> = {
  /** Approximate samples from p₁ ∝ exp(−E₁); the weights correct them. The shape of x. */
  readonly x: X;
  /** log w. Shape [chains]. */
  readonly logWeights: tf.Tensor1D;
};

/**
 * Runs annealed importance sampling along E_β = (1 − β)E₀ + βE₁, from the base to the target:
 *
 *   log w = −Σₜ (βₜ − βₜ₋₁)·(E₁(xₜ₋₁) − E₀(xₜ₋₁)),   xₜ a step of the chain at βₜ from xₜ₋₁.
 *
 * Mean w is an unbiased estimate of Z₁/Z₀, so log mean w is below log Z₁/Z₀ in expectation. With base
 * and target exchanged and exact samples of the target, it is below log Z₀/Z₁. Together the two bound
 * log Z from both sides: see `logPartitionBracket`.
 *
 * Sums are float32, so log w has a relative error of about 10⁻⁷·√T. Energies have to be finite.
 *
 * References: Neal. Annealed Importance Sampling. 2001. https://arxiv.org/abs/physics/9803008.
 * Grosse, Ghahramani, Adams. Sandwiching the Marginal Likelihood using Bidirectional Monte Carlo.
 * 2015. https://arxiv.org/abs/1511.02543
 */
export function annealedImportanceSampling<
  X extends tf.Tensor,
  S extends ChainState<X> & Tree,
  N extends Tree,
>({ base, target, chain, x, betas, noise }: AnnealingInputs<X, S, N>): Annealed<X> {
  const where = "annealedImportanceSampling";
  const { points } = checkShapes(where, { betas: [betas, "points"] });
  const temperatures = points - 1;
  if (temperatures < 1)
    throw new EbmError(`${where}: \`betas\` has ${points} entries, expected 2 or more.`);
  const beta: tf.Tensor1D = tf.slice(betas, 1, temperatures);
  const rise: tf.Tensor1D = tf.sub(beta, tf.slice(betas, 0, temperatures));

  const step = (state: Annealed<X>, at: Temperature<N>): Annealed<X> => {
    const work = tf.sub(evaluate(where, target, state.x), evaluate(where, base, state.x));
    const energy = (y: X): tf.Tensor1D =>
      tf.add(tf.mul(base(y), tf.sub(1, at.beta)), tf.mul(target(y), at.beta));
    const transition = chain(energy, at.beta as tf.Scalar);
    return {
      x: transition.step(transition.start(state.x), at.noise).x,
      logWeights: tf.sub(state.logWeights, tf.mul(work, at.rise)),
    };
  };
  const start: Annealed<X> = { x, logWeights: tf.zeros([x.shape[0]]) };
  return mapTree(scan(step, start, { beta, rise, noise }), stopGradient);
}

type Temperature<N extends Tree> = {
  /** βₜ. A scalar. */
  readonly beta: tf.Tensor;
  /** βₜ − βₜ₋₁. A scalar. */
  readonly rise: tf.Tensor;
  readonly noise: N;
};
