import type { BitRows } from "./bit-rows.js";
import type { BitsChainParams } from "./bits-chain-params.js";

/**
 * Computes the negative log-likelihood of each row under a chain, and hands its logits over.
 *
 * @param visit Called for each row with its loss, its logits, and the positions of its ones in
 *   ascending order. The arrays are filled again for the next row.
 */
export function chainSums(
  { order, bias, weights }: BitsChainParams,
  { rows, starts, ones }: BitRows,
  visit: (row: number, loss: number, logits: Float64Array, ones: Int32Array) => void,
): void {
  const dim = order.length;
  const positions = new Int32Array(dim);
  for (let j = 0; j < dim; j++) positions[order[j]!] = j;
  const logits = new Float64Array(dim);
  const buffer = new Int32Array(dim);
  for (let row = 0; row < rows; row++) {
    const count = starts[row + 1]! - starts[row]!;
    for (let i = 0; i < count; i++) buffer[i] = positions[ones[starts[row]! + i]!]!;
    const own = buffer.subarray(0, count).sort();
    logits.set(bias);
    for (let i = 0; i < count; i++) {
      const from = own[i]! * dim;
      for (let j = own[i]! + 1; j < dim; j++) logits[j]! += weights[from + j]!;
    }
    visit(row, lossOf(logits, own), logits, own);
  }
}

/** Σⱼ softplus(lⱼ) − yⱼ lⱼ: one logarithm for many factors 1 + exp(−|l|). */
function lossOf(logits: Float64Array, ones: Int32Array): number {
  let [sum, product] = [0, 1];
  for (let j = 0; j < logits.length; j++) {
    const logit = logits[j]!;
    if (logit > 0) sum += logit;
    product *= 1 + Math.exp(-Math.abs(logit));
    if (product > 1e200) {
      sum += Math.log(product);
      product = 1;
    }
  }
  for (let i = 0; i < ones.length; i++) sum -= logits[ones[i]!]!;
  return sum + Math.log(product);
}
