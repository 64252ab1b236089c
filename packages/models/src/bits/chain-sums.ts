import type { BitRows } from "./bit-rows.js";
import type { BitsChainParams } from "./bits-chain-params.js";
import { chainLayout, unitDegrees } from "./chain-layout.js";
import { columnLogPartition } from "./column-log-partition.js";

/** A function that is called for each row. Its arrays are reused for the next row. */
export type ChainVisit = (
  row: number,
  loss: number,
  logits: Float64Array,
  /** Positions of the indicators that are 1, in ascending order. */
  ones: Int32Array,
) => void;

/** Computes the negative log-likelihood of each row under a chain, and hands its logits over. */
export function chainSums(params: BitsChainParams, rows: BitRows, visit: ChainVisit): void {
  const { levels, order, bias, weights, hidden } = params;
  const { ordered, positions } = chainLayout(levels, order);
  const { dim, width, offsets, columnOf } = ordered;
  const units = hidden?.bias.length ?? 0;
  const degrees = unitDegrees(dim, units);
  /** The first unit that sees each position. */
  const seenFrom = Int32Array.from({ length: dim }, (_, position) => {
    const first = degrees.findIndex((degree) => degree > position);
    return first < 0 ? units : first;
  });
  const [logits, inner] = [new Float64Array(width), new Float64Array(units)];
  const buffer = new Int32Array(dim);
  for (let row = 0; row < rows.rows; row++) {
    const start = rows.starts[row]!;
    const count = rows.starts[row + 1]! - start;
    for (let i = 0; i < count; i++) buffer[i] = positions[rows.ones[start + i]!]!;
    const ones = buffer.subarray(0, count).sort();
    logits.set(bias);
    if (hidden) inner.set(hidden.bias);
    for (const one of ones) {
      const first = one * width;
      for (let k = offsets[columnOf[one]! + 1]!; k < width; k++) logits[k]! += weights[first + k]!;
      const from = one * units;
      for (let h = seenFrom[columnOf[one]!]!; h < units; h++) {
        inner[h]! += hidden!.inputs[from + h]!;
      }
    }
    for (let h = 0; h < units; h++) {
      const value = inner[h]!;
      if (value <= 0) continue;
      const from = h * width;
      for (let k = offsets[degrees[h]!]!; k < width; k++) {
        logits[k]! += value * hidden!.outputs[from + k]!;
      }
    }
    const loss =
      ordered.largest === 2 ? bitsLoss(logits, ones) : categoriesLoss(logits, ones, offsets);
    visit(row, loss, logits, ones);
  }
}

/** Σⱼ softplus(lⱼ) − yⱼ lⱼ: one logarithm for many factors 1 + exp(−|l|). */
function bitsLoss(logits: Float64Array, ones: Int32Array): number {
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

function categoriesLoss(logits: Float64Array, ones: Int32Array, offsets: Int32Array): number {
  let sum = 0;
  for (let j = 0; j + 1 < offsets.length; j++) {
    sum += columnLogPartition(logits, offsets[j]!, offsets[j + 1]!);
  }
  for (let i = 0; i < ones.length; i++) sum -= logits[ones[i]!]!;
  return sum;
}
