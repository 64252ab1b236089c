import type { Matrix } from "@ebm/datasets";
import { labelLogits } from "./label-logits.js";
import type { LabelSets } from "./label-sets.js";

/**
 * Predicts the labels whose probability given x is above the threshold of the model, which gives
 * the best micro F1 on rows that the members did not learn from.
 *
 * @param x Shape [rows, features].
 * @returns 0 or 1. Shape [rows, labels].
 */
export async function predictLabelSets(model: LabelSets, x: Matrix): Promise<Matrix> {
  const { data, shape } = await labelLogits(model, x);
  return { data: data.map((logit) => Number(logit >= model.threshold)), shape };
}
