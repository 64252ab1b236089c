import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import { f1Macro, f1Micro, f1Samples } from "@ebm/metrics";
import type * as tf from "@tensorflow/tfjs-core";
import { chainLogProb } from "./chain-log-prob.js";
import { labelLogits } from "./label-logits.js";
import type { LabelSets } from "./label-sets.js";

export interface LabelSetsEvaluation {
  /** Mean of −log p(y|x), in nats. */
  readonly nll: number;
  readonly nllStandardError: number;
  /** Scores × 100 of the labels whose probability is above the threshold. */
  readonly f1Micro: number;
  readonly f1Samples: number;
  readonly f1Macro: number;
  /** −log p(y|x) of each row. Shape [rows]. */
  readonly losses: Float32Array;
  /** Shape [rows, labels]. */
  readonly predicted: Matrix;
}

/** Compares a model with rows it has not seen. The likelihood is exact. */
export async function evaluateLabelSets(
  model: LabelSets,
  { x, y }: { readonly x: Matrix; readonly y: Matrix },
): Promise<LabelSetsEvaluation> {
  const logits = await labelLogits(model, x);
  const run = compile((it: { logits: tf.Tensor2D; y: tf.Tensor2D }) =>
    chainLogProb(model.chains, it),
  );
  const known = { data: y.data.map((v) => (Number.isNaN(v) ? -1 : v)), shape: y.shape };
  const { output } = await run({ logits, y: known });
  await run.dispose();
  const losses = output.data.map((value) => -value);
  const predicted = {
    data: logits.data.map((logit) => Number(logit >= model.threshold)),
    shape: logits.shape,
  };
  const nll = losses.reduce((sum, loss) => sum + loss / losses.length, 0);
  const variance = losses.reduce((sum, loss) => sum + (loss - nll) ** 2, 0) / losses.length;
  return {
    nll,
    nllStandardError: Math.sqrt(variance / losses.length),
    f1Micro: 100 * f1Micro({ predicted, actual: y }),
    f1Samples: 100 * f1Samples({ predicted, actual: y }),
    f1Macro: 100 * f1Macro({ predicted, actual: y }),
    losses,
    predicted,
  };
}
