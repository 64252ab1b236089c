import type { LabelChain } from "../multilabel/label-chain.js";

/** A chain given L(x), in float64: labels are decided one after another, in its order. */
export interface ChainWalk {
  readonly order: Int32Array;
  /** Returns the logits of all labels before any is decided. Shape [labels]. */
  start(): Float64Array;
  /** Changes the logits of later labels as a label is decided. */
  decide(logits: Float64Array, label: number, value: number): void;
}

/** Prepares a chain for the logits L(x) of one row. */
export function walkChain(
  { order, scale, bias, couplings }: LabelChain,
  logits: ArrayLike<number>,
): ChainWalk {
  const labels = order.length;
  const { data } = couplings;
  const links = Array.from({ length: labels }, (_, i) =>
    Int32Array.from(order).filter((j) => data[i * labels + j] !== 0),
  );
  return {
    order,
    start: () => Float64Array.from(order.keys(), (j) => scale[j]! * logits[j]! + bias[j]!),
    decide(own, label, value) {
      const surprise = value - sigmoid(logits[label]!);
      for (const j of links[label]!) own[j]! += surprise * data[label * labels + j]!;
    },
  };
}

/** log p of a label that is 0 or 1, given its logit. */
export function bitLogProb(logit: number, value: number): number {
  const signed = value === 1 ? logit : -logit;
  return signed >= 0 ? -Math.log1p(Math.exp(-signed)) : signed - Math.log1p(Math.exp(signed));
}

/** Returns 1 / (1 + exp(−x)). */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
