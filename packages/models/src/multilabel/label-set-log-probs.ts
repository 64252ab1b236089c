import { key } from "@ebm/core";
import { mean } from "@ebm/core/float64";
import { type Matrix, takeRows } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import { chainLogProb } from "./chain-log-prob.js";
import type { LabelSets } from "./label-sets.js";
import { labelTiltGains } from "./label-tilt-gains.js";

export interface LabelSetLogProbs {
  /** log p(y|x) of each row. Shape [rows]. */
  readonly logProbs: Float64Array;
  /** log q(y|x) under the chains. Shape [rows]. */
  readonly baseLogProbs: Float64Array;
  /** Whether an energy is used. One whose log Z cannot be trusted on these rows is not. */
  readonly tiltKept: boolean;
  /** The mean share of the samples behind log Z(x) that is effective: 1 if it is exact. */
  readonly effectiveShare: number;
}

/** The smallest mean share of effective samples with which a likelihood is trusted. */
const LEAST_SHARE = 0.2;

/**
 * Computes log p(y|x) of each row given L(x). Labels that are NaN in y are unknown and do not count; an
 * energy does not count in such rows. Exact for at most 14 labels, or without an energy. Otherwise log Z
 * is estimated with samples of the chains, and the energy is left out if less than a fifth of these is
 * effective.
 */
export async function labelSetLogProbs(
  { chains, tilt }: Pick<LabelSets, "chains" | "tilt">,
  { logits, y }: { readonly logits: Matrix; readonly y: Matrix },
): Promise<LabelSetLogProbs> {
  const run = compile((it: { logits: tf.Tensor2D; y: tf.Tensor2D }) => chainLogProb(chains, it));
  const filled = { data: y.data.map((v) => (Number.isNaN(v) ? -1 : v)), shape: y.shape };
  const { output } = await run({ logits, y: filled });
  await run.dispose();
  const baseLogProbs = Float64Array.from(output.data);
  const base = { logProbs: baseLogProbs, baseLogProbs, tiltKept: false };
  const [rows, labels] = y.shape;
  const known = Array.from({ length: tilt ? rows : 0 }, (_, row) => row).filter(
    (row) => !y.data.subarray(row * labels, (row + 1) * labels).some(Number.isNaN),
  );
  if (!tilt || known.length === 0) return { ...base, effectiveShare: 1 };
  const { gains, effectiveSamples, samples } = await labelTiltGains({
    tilt,
    chains,
    logits: takeRows(logits, known),
    y: takeRows(y, known),
    key: key(0),
  });
  const shares = Float64Array.from(effectiveSamples, (size) => Math.min(1, size / samples));
  const effectiveShare = mean(shares);
  if (effectiveShare < LEAST_SHARE) return { ...base, effectiveShare };
  const logProbs = baseLogProbs.slice();
  for (const [i, row] of known.entries()) logProbs[row]! += gains[i]!;
  return { logProbs, baseLogProbs, tiltKept: true, effectiveShare };
}
