import { foldIn, gumbel, type Key, split, uniform } from "@ebm/core";
import { type Matrix, takeRows } from "@ebm/datasets";
import { choiceChain, plainChain } from "./choice-chain.js";
import { mixtureParts } from "./mixture-parts.js";
import type { OrderModel } from "./ranking-model.js";
import { sampleChoices } from "./sample-choices.js";
import { tiltLogWeight } from "./tilt-log-weight.js";

export interface SampleRankingsOptions {
  readonly key: Key;
  /** Number of samples for each row. Default: 1. */
  readonly samples?: number;
}

/** Number of samples of the base for each sample of a model with an energy. */
const CANDIDATES = 32;

/**
 * Draws samples of the orders of labels: a part of the mixture, then one label after another.
 * They are exact. With an energy, each is chosen among 32 such samples in proportion to exp(−f), which
 * is nearly exact.
 *
 * @param utilities A matrix [rows, labels] for each fold, from `rankingUtilities`.
 * @returns The place of each label, from 0. Shape [rows · samples, labels], the samples of a row in turn.
 */
export function sampleRankings(
  model: OrderModel,
  utilities: readonly Matrix[],
  { key, samples = 1 }: SampleRankingsOptions,
): Matrix {
  const [rows, labels] = utilities[0]!.shape;
  if (model.tilt) {
    const { tilt, ...base } = model;
    const [forBase, forChoice] = split(key, 2);
    const count = samples * CANDIDATES;
    const all = sampleRankings(base, utilities, { key: forBase, samples: count });
    const noise = gumbel(forChoice, rows * count);
    const chosen = Int32Array.from({ length: rows * samples }, (_, sample) => {
      const start = sample * CANDIDATES;
      let [best, most] = [start, -Infinity];
      for (let i = start; i < start + CANDIDATES; i++) {
        const order = all.data.subarray(i * labels, (i + 1) * labels);
        const score = tiltLogWeight(tilt, order) + noise[i]!;
        if (score > most) [best, most] = [i, score];
      }
      return best;
    });
    return takeRows(all, chosen);
  }
  const plain = choiceChain(plainChain(labels), false);
  const parts = mixtureParts(model, utilities);
  const data = new Float32Array(rows * samples * labels);
  for (let row = 0; row < rows; row++) {
    const [forPicks, forChoices] = split(foldIn(key, row), 2);
    const picks = uniform(forPicks, samples);
    const uniforms = uniform(forChoices, samples * labels);
    for (let s = 0; s < samples; s++) {
      let [part, rest] = [0, picks[s]! - parts[0]!.weight];
      while (rest >= 0 && part < parts.length - 1) rest -= parts[++part]!.weight;
      const { chain = plain, utilities: u } = parts[part]!;
      const own = u.data.subarray(row * labels, (row + 1) * labels);
      const noise = uniforms.subarray(s * labels, (s + 1) * labels);
      data.set(sampleChoices(chain, own, noise), (row * samples + s) * labels);
    }
  }
  return { data, shape: [rows * samples, labels] };
}
