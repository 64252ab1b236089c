import { foldIn, gumbel, type Key, split, uniform } from "@ebm/core";
import { type Matrix, takeRows } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import { openTilt } from "../tilt/open-tilt.js";
import type { LabelSets } from "./label-sets.js";
import { labelTilt } from "./label-tilt.js";
import { sampleChains } from "./sample-chains.js";

export interface SampleLabelSetsInputs {
  /** L(x). Shape [rows, labels]. */
  readonly logits: Matrix;
  readonly key: Key;
  /** Number of samples for each row. */
  readonly samples: number;
}

/** Number of samples of the chains for each sample of a model with an energy. */
const CANDIDATES = 32;

/**
 * Draws sets of labels. Samples of the chains are exact. With an energy, each is chosen among 32 samples
 * of the chains in proportion to exp(−f), which is nearly exact.
 *
 * @returns 0 or 1. Shape [rows · samples, labels], the samples of a row in turn.
 */
export async function sampleLabelSets(
  { chains, tilt }: Pick<LabelSets, "chains" | "tilt">,
  { logits, key, samples }: SampleLabelSetsInputs,
): Promise<Matrix> {
  if (!tilt) return sampleOfChains(chains, { logits, key, samples });
  const [baseKey, chooseKey] = split(key, 2);
  const [rows, labels] = logits.shape;
  const data = new Float32Array(rows * samples * labels);
  const opened = openTilt(labelTilt(tilt), tilt.params);
  const count = samples * CANDIDATES;
  for (let row = 0; row < rows; row++) {
    const rowLogits = takeRows(logits, [row]);
    const inputs = { logits: rowLogits, key: foldIn(baseKey, row), samples: count };
    const candidates = await sampleOfChains(chains, inputs);
    const energies = await opened.energies(
      { data: candidates.data, shape: [1, count, labels] },
      opened.ignoresInputs ? undefined : rowLogits,
    );
    const scores = gumbel(foldIn(chooseKey, row), count).map((noise, i) => noise - energies[i]!);
    const chosen = Array.from({ length: samples }, (_, s) => {
      const among = scores.subarray(s * CANDIDATES, (s + 1) * CANDIDATES);
      return s * CANDIDATES + among.indexOf(among.reduce((a, b) => Math.max(a, b)));
    });
    data.set(takeRows(candidates, chosen).data, row * samples * labels);
  }
  await opened.dispose();
  return { data, shape: [rows * samples, labels] };
}

async function sampleOfChains(
  chains: LabelSets["chains"],
  { logits: { data, shape }, key, samples }: SampleLabelSetsInputs,
): Promise<Matrix> {
  const [rows, labels] = shape;
  const count = rows * samples;
  const logits = new Float32Array(count * labels);
  const uniforms = new Float32Array(count * (labels + 1));
  const size = samples * (labels + 1);
  for (let row = 0; row < rows; row++) {
    const rowLogits = data.subarray(row * labels, (row + 1) * labels);
    for (let s = 0; s < samples; s++) logits.set(rowLogits, (row * samples + s) * labels);
    uniforms.set(uniform(foldIn(key, row), size), row * size);
  }
  const run = compile((it: { logits: tf.Tensor2D; uniforms: tf.Tensor2D }) =>
    sampleChains(chains, it),
  );
  const { output } = await run({
    logits: { data: logits, shape: [count, labels] },
    uniforms: { data: uniforms, shape: [count, labels + 1] },
  });
  await run.dispose();
  return { data: output.data, shape: [count, labels] };
}
