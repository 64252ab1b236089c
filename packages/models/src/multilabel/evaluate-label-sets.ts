import { mean } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import { f1Macro, f1Micro, f1Samples } from "@ebm/metrics";
import { labelLogits } from "./label-logits.js";
import { labelSetLogProbs } from "./label-set-log-probs.js";
import type { LabelSets } from "./label-sets.js";
import { meanOf, multilabelLosses } from "./multilabel-losses.js";

export interface LabelSetsEvaluation {
  /** Mean of −log p(y|x), in nats. */
  readonly nll: number;
  readonly nllStandardError: number;
  /** The loss of the chains, without an energy on top. The same as `nll` if none is used. */
  readonly baseNll: number;
  /** Whether an energy is used. One whose log Z cannot be trusted on these rows is not. */
  readonly tiltKept: boolean;
  /** The mean share of the samples behind log Z(x) that is effective: 1 if it is exact. */
  readonly effectiveShare: number;
  /** Mean of −log p(y) of the label frequencies of the training rows, in nats. */
  readonly frequencyNll: number;
  /** The loss of fair coins: log 2 for each known label. */
  readonly uniformNll: number;
  /** Scores × 100 of the labels whose probability is above the threshold. */
  readonly f1Micro: number;
  readonly f1Samples: number;
  readonly f1Macro: number;
  /** −log p(y|x) of each row. Shape [rows]. */
  readonly losses: Float64Array;
  /** −log p(y) of each row by the label frequencies. Shape [rows]. */
  readonly frequencyLosses: Float64Array;
  /** L(x), the logits of each label given x alone. Shape [rows, labels]. */
  readonly logits: Matrix;
  /** Shape [rows, labels]. */
  readonly predicted: Matrix;
}

/**
 * Compares a model with rows it has not seen. The likelihood is exact, but for an energy over more than
 * 14 labels: its log Z is estimated with samples of the chains, and the energy is left out if less than a
 * fifth of them is effective. Labels that are NaN in y are unknown and do not count; the energy does not
 * count in such rows.
 */
export async function evaluateLabelSets(
  model: LabelSets,
  { x, y }: { readonly x: Matrix; readonly y: Matrix },
): Promise<LabelSetsEvaluation> {
  return evaluateLabelLogits(model, { logits: await labelLogits(model, x), y });
}

/** The same, given L(x). */
export async function evaluateLabelLogits(
  model: Pick<LabelSets, "labels" | "frequencies" | "chains" | "tilt" | "threshold">,
  { logits, y }: { readonly logits: Matrix; readonly y: Matrix },
): Promise<LabelSetsEvaluation> {
  const found = await labelSetLogProbs(model, { logits, y });
  const losses = found.logProbs.map((value) => -value);
  const predicted = {
    data: logits.data.map((logit) => Number(logit >= model.threshold)),
    shape: logits.shape,
  };
  const known = { data: y.data.map((v) => Number(!Number.isNaN(v))), shape: y.shape };
  const actual = { data: y.data.map((v) => v || 0), shape: y.shape };
  const predictions = { predicted, actual, known };
  const centers = model.frequencies.map((p) => Math.log(p / (1 - p)));
  const constant = { data: y.data.map((_, i) => centers[i % model.labels]!), shape: y.shape };
  const frequencyLosses = multilabelLosses(constant, y);
  const counted = known.data.reduce((sum, value) => sum + value, 0);
  const nll = mean(losses);
  const variance = mean(losses.map((loss) => (loss - nll) ** 2));
  return {
    nll,
    nllStandardError: Math.sqrt(variance / losses.length),
    baseNll: -mean(found.baseLogProbs),
    tiltKept: found.tiltKept,
    effectiveShare: found.effectiveShare,
    frequencyNll: meanOf(frequencyLosses),
    uniformNll: (Math.LN2 * counted) / losses.length,
    f1Micro: 100 * f1Micro(predictions),
    f1Samples: 100 * f1Samples(predictions),
    f1Macro: 100 * f1Macro(predictions),
    losses,
    frequencyLosses,
    logits,
    predicted,
  };
}
