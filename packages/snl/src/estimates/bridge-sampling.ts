import { EbmError } from "@ebm/core/errors";
import { logSumExp } from "../log-sum-exp.js";

export interface BridgeSamplingInputs {
  /** −E − log q at draws from the proposal q. */
  readonly proposalLogWeights: ArrayLike<number>;
  /** −E − log q at draws from the model p ∝ exp(−E). */
  readonly modelLogWeights: ArrayLike<number>;
}

export interface BridgeSampling {
  /** log Z. */
  readonly logNormalizer: number;
  /** Of it, if the draws are independent: larger for those of a Markov chain. */
  readonly standardError: number;
  readonly iterations: number;
}

/**
 * log Z from draws of both the proposal and the model, with the bridge that makes the error least,
 * in float64 and in log space: the fixed point of
 *
 *   Z = mean_q [ w / (s w + t Z) ] / mean_p [ 1 / (s w + t Z) ],   w = exp(−E) / q,
 *
 * s and t being the model's and the proposal's shares of the draws. A check of the learned b that
 * depends less on the proposal's tails than importance sampling does.
 *
 * Reference: Meng, Wong. Simulating Ratios of Normalizing Constants via a Simple Identity.
 * Statistica Sinica, 1996.
 *
 * @throws {EbmError} If the weights are not finite, or it does not converge.
 */
export function bridgeSampling(
  { proposalLogWeights, modelLogWeights }: BridgeSamplingInputs,
  { iterations: most = 1000 }: { readonly iterations?: number } = {},
): BridgeSampling {
  const [fromQ, fromP] = [Array.from(proposalLogWeights ?? []), Array.from(modelLogWeights ?? [])];
  for (const [name, x] of Object.entries({ proposalLogWeights: fromQ, modelLogWeights: fromP })) {
    const wrong = x.find((w) => !Number.isFinite(w));
    if (x.length >= 2 && wrong === undefined) continue;
    throw new EbmError(
      `bridgeSampling: \`${name}\` has ${wrong ?? `${x.length} of them`}, expected two finite numbers or more.`,
    );
  }
  const logModel = Math.log(fromP.length / (fromP.length + fromQ.length));
  const logProposal = Math.log(fromQ.length / (fromP.length + fromQ.length));
  const meanOf = (x: readonly number[]): number => logSumExp(x) - Math.log(x.length);
  // log(s w + t Z)
  const logBridge = (w: number, z: number): number => logSumExp([logModel + w, logProposal + z]);

  let z = meanOf(fromQ);
  for (let iterations = 1; iterations <= most; iterations++) {
    const overQ = meanOf(fromQ.map((w) => w - logBridge(w, z)));
    const overP = meanOf(fromP.map((w) => -logBridge(w, z)));
    const next = overQ - overP;
    if (Math.abs(next - z) <= 1e-12 * (1 + Math.abs(next))) {
      const ofQ = relativeVariance(fromQ.map((w) => w - logBridge(w, next)));
      const ofP = relativeVariance(fromP.map((w) => -logBridge(w, next)));
      const standardError = Math.sqrt(ofQ / fromQ.length + ofP / fromP.length);
      return { logNormalizer: next, standardError, iterations };
    }
    z = next;
  }
  throw new EbmError(
    `bridgeSampling: \`iterations\` is ${most}, too few to converge: the draws of the proposal and of the model hardly overlap.`,
  );
}

/** The variance of exp(x) over its squared mean. */
function relativeVariance(x: readonly number[]): number {
  const mean = logSumExp(x) - Math.log(x.length);
  const squares = x.reduce((sum, value) => sum + Math.expm1(value - mean) ** 2, 0);
  return squares / (x.length - 1);
}
