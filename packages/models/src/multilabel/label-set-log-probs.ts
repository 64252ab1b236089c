import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import { chainLogProb } from "./chain-log-prob.js";
import type { LabelSets } from "./label-sets.js";

/**
 * Computes log p(y|x) of each row given L(x). Labels that are NaN in y are unknown and do not count.
 *
 * @returns Shape [rows].
 */
export async function labelSetLogProbs(
  { chains }: Pick<LabelSets, "chains">,
  { logits, y }: { readonly logits: Matrix; readonly y: Matrix },
): Promise<Float32Array> {
  const run = compile((it: { logits: tf.Tensor2D; y: tf.Tensor2D }) => chainLogProb(chains, it));
  const filled = { data: y.data.map((v) => (Number.isNaN(v) ? -1 : v)), shape: y.shape };
  const { output } = await run({ logits, y: filled });
  await run.dispose();
  return output.data;
}
