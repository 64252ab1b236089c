import type { LogProbs } from "./open-model.js";

export interface FillBitsInputs {
  readonly logProbs: LogProbs;
  readonly bits: readonly number[];
  /** The places that are hidden, and so sampled. */
  readonly hidden: readonly number[];
  /** Numbers on [0, 1). Default: those of the browser. */
  readonly uniform?: () => number;
}

export interface FilledSweep {
  readonly bits: number[];
  /** P(bit = 1) of each hidden place, given the others, when it was sampled. */
  readonly chances: Map<number, number>;
}

/**
 * Makes one sweep of Gibbs sampling over the hidden bits: each is sampled given all others,
 *
 *   P(bit = 1 | others) = 1 / (1 + exp(log p(0) − log p(1))).
 */
export async function fillBits(inputs: FillBitsInputs): Promise<FilledSweep> {
  const { logProbs, hidden, uniform = Math.random } = inputs;
  const bits = [...inputs.bits];
  const chances = new Map<number, number>();
  for (const place of hidden) {
    const off = bits.with(place, 0);
    const on = bits.with(place, 1);
    const [logOff, logOn] = await logProbs({ count: 2, x: [...off, ...on] });
    const chance = 1 / (1 + Math.exp(logOff! - logOn!));
    chances.set(place, chance);
    bits[place] = uniform() < chance ? 1 : 0;
  }
  return { bits, chances };
}
