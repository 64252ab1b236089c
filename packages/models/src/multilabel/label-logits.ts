import { EbmError } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { stackScores } from "../members/stack-scores.js";
import { memberLogits } from "./label-member.js";
import type { LabelSets } from "./label-sets.js";
import { sharedLogits } from "./smoothed-logits.js";

/**
 * Computes L(x), the logits of the probability of each label given x alone. They are the input of
 * `chainLogProb` and `sampleChains`.
 *
 * @param x Shape [rows, features].
 * @returns Shape [rows, labels].
 */
export async function labelLogits(model: LabelSets, x: Matrix): Promise<Matrix> {
  if (x.shape[1] !== model.features) {
    throw new EbmError(`labelLogits: \`x\` has ${x.shape[1]} columns, expected ${model.features}.`);
  }
  const scores: Matrix[] = [];
  for (const member of model.members) {
    scores.push(centeredLogits(await memberLogits(member, x), model));
  }
  if (scores.length > 0) return sharedLogits(stackScores(model.stack, scores), model);
  const data = new Float32Array(x.shape[0] * model.labels);
  return {
    data: data.map((_, i) => model.stack.bias[i % model.labels]!),
    shape: [x.shape[0], model.labels],
  };
}

/** Logits relative to those of the label frequencies; 0 for constant labels. */
export function centeredLogits(
  { data, shape }: Matrix,
  { frequencies, varies }: Pick<LabelSets, "frequencies" | "varies">,
): Matrix {
  const labels = shape[1];
  const centers = frequencies.map((p) => Math.log(p / (1 - p)));
  return {
    data: data.map((logit, i) => (varies[i % labels] ? logit - centers[i % labels]! : 0)),
    shape,
  };
}
