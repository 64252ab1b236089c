import type { Key } from "@ebm/core";
import { mean } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import type { FittedStack } from "../members/fit-stack.js";
import { stackScores } from "../members/stack-scores.js";
import type { ChoiceChain } from "./choice-chain.js";
import { type FittedChoiceChains, fitChoiceChains } from "./fit-choice-chains.js";
import { type FitRankingStackInputs, fitRankingStack } from "./fit-ranking-stack.js";
import type { RankingsPlan } from "./plan-rankings.js";
import { rankingLogProbs } from "./ranking-log-probs.js";
import { type RankingScore, rankingScore } from "./ranking-score.js";
import { ranksOf } from "./ranks-of.js";

export interface FitRankingBaseInputs extends FitRankingStackInputs {
  readonly plan: Pick<RankingsPlan, "chains" | "nodes">;
  readonly key: Key;
  /** Called when the stack or the chains are done. */
  readonly onProgress?: ((part: string) => void) | undefined;
}

export interface FittedRankingBase {
  /** The score of the utilities without x. */
  readonly constantScore: RankingScore;
  readonly stack: Pick<FittedStack, "weights" | "bias" | "share">;
  /** The out-of-fold utilities of the stack. Shape [rows, labels]. */
  readonly utilities: Matrix;
  readonly score: RankingScore;
  readonly fittedChains: FittedChoiceChains | undefined;
  /** The chains to use: empty if they do not gain more than two standard errors. */
  readonly chains: readonly ChoiceChain[];
}

/**
 * Fits the stack of members, and chains on top. A mixture with the model without x is tried too if the
 * stack gains more than two standard errors by it: where some rows are unlike all others, sharp
 * utilities and a small share are better than dull ones. The best after the chains is kept.
 */
export async function fitRankingBase(inputs: FitRankingBaseInputs): Promise<FittedRankingBase> {
  const { scores, places, bias, plan, key, signal, onProgress } = inputs;
  const labels = bias.length;
  const constant = { data: places.data.map((_, i) => bias[i % labels]!), shape: places.shape };
  const constantScore = rankingScore({ chains: [] }, constant, places);
  const weights = new Float32Array(scores.length);
  const none = { stack: { weights, bias, share: 0 }, utilities: constant, score: constantScore };
  const stacked = async (isMixed: boolean) => {
    const stack = await fitRankingStack({ ...inputs, isMixed });
    const utilities = stackScores(stack, scores);
    const mixture = { chains: [], constant: bias, share: stack.share };
    const score = rankingScore(mixture, utilities, places);
    return {
      stack,
      utilities,
      score,
      logProbs: rankingLogProbs(mixture, [utilities], ranksOf(places)),
    };
  };
  const candidates: Omit<FittedRankingBase, "constantScore" | "fittedChains" | "chains">[] = [none];
  if (scores.length > 0) {
    const plain = await stacked(false);
    if (plain.score.nll < constantScore.nll) candidates[0] = plain;
    const mixed = await stacked(true);
    const gains = mixed.logProbs.map((value, row) => value - plain.logProbs[row]!);
    const gain = mean(gains);
    const variance = mean(gains.map((value) => (value - gain) ** 2)) / gains.length;
    if (gain > 2 * Math.sqrt(variance) && mixed.score.nll < constantScore.nll)
      candidates.push(mixed);
  }
  onProgress?.("stack");
  const found: (FittedRankingBase & { readonly nll: number })[] = [];
  for (const candidate of candidates) {
    const { share } = candidate.stack;
    const without = share > 0 && { without: { constant: bias, share } };
    const options = {
      utilities: candidate.utilities,
      places,
      ...without,
      nodes: plan.nodes,
      signal,
    };
    const fittedChains = plan.chains ? await fitChoiceChains({ ...options, key }) : undefined;
    const isKept = !!fittedChains && fittedChains.gain > 2 * fittedChains.standardError;
    found.push({
      ...candidate,
      constantScore,
      fittedChains,
      chains: isKept ? fittedChains.chains : [],
      nll: candidate.score.nll - (isKept ? fittedChains.gain : 0),
    });
  }
  onProgress?.("chains");
  return found.reduce((a, b) => (b.nll < a.nll ? b : a));
}
