import { checkProbabilities, type ProbabilityOutcomes } from "./probability-outcomes.js";

/**
 * Computes the Brier score, mean (p − y)²: 0 for predictions that are certain and right, and 0.25 if all
 * probabilities are ½.
 */
export function brierScore(predictions: ProbabilityOutcomes): number {
  const count = checkProbabilities("brierScore", predictions);
  const { probabilities, outcomes } = predictions;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (probabilities[i]! - outcomes[i]!) ** 2;
  return sum / count;
}
