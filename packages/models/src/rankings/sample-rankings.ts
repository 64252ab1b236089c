import { foldIn, type Key, split, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { choiceChain, plainChain } from "./choice-chain.js";
import type { RankingModel } from "./ranking-model.js";
import { sampleChoices } from "./sample-choices.js";

export interface SampleRankingsOptions {
  readonly key: Key;
  /** Number of samples for each row. Default: 1. */
  readonly samples?: number;
}

/**
 * Draws exact samples of the orders of labels: a fold and a chain at random, then one label after
 * another.
 *
 * @param utilities A matrix [rows, labels] for each fold, from `rankingUtilities`.
 * @returns The place of each label, from 0. Shape [rows · samples, labels], the samples of a row in turn.
 */
export function sampleRankings(
  model: Pick<RankingModel, "chains">,
  utilities: readonly Matrix[],
  { key, samples = 1 }: SampleRankingsOptions,
): Matrix {
  const [rows, labels] = utilities[0]!.shape;
  const plain = choiceChain(plainChain(labels), false);
  const chains = model.chains.length > 0 ? model.chains : [plain];
  const data = new Float32Array(rows * samples * labels);
  for (let row = 0; row < rows; row++) {
    const [forPicks, forChoices] = split(foldIn(key, row), 2);
    const picks = uniform(forPicks, 2 * samples);
    const uniforms = uniform(forChoices, samples * labels);
    for (let s = 0; s < samples; s++) {
      const u = utilities[Math.floor(picks[2 * s]! * utilities.length)]!.data;
      const chain = chains[Math.floor(picks[2 * s + 1]! * chains.length)]!;
      const own = u.subarray(row * labels, (row + 1) * labels);
      const noise = uniforms.subarray(s * labels, (s + 1) * labels);
      data.set(sampleChoices(chain, own, noise), (row * samples + s) * labels);
    }
  }
  return { data, shape: [rows * samples, labels] };
}
