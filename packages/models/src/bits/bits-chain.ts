import { uniform } from "@ebm/core";
import { bitColumns } from "./bit-columns.js";
import type { BitsBase } from "./bits-base.js";
import type { BitsChainParams } from "./bits-chain-params.js";
import { chainLayout, unitDegrees } from "./chain-layout.js";
import { chainSums } from "./chain-sums.js";

/**
 * A chain of regressions: each column depends on the columns before it,
 *
 *   p(y) = Πⱼ p(yⱼ | y₁, …, yⱼ₋₁),
 *
 * with logits b + Aᵀy + Vᵀ relu(c + Wᵀy) of each value but the first, whose logit is 0. A, V and W
 * are 0 where a column would depend on itself or on a later one. Without a hidden layer it is known as
 * a fully visible sigmoid belief network, and with one as a masked autoencoder.
 *
 * References: Frey, Hinton, Dayan. Does the Wake-sleep Algorithm Produce Good Density Estimators?
 * NeurIPS 1995. Germain, Gregor, Murray, Larochelle. MADE: Masked Autoencoder for Distribution
 * Estimation. ICML 2015.
 */
export function bitsChain(params: BitsChainParams): BitsBase {
  const { levels, order, bias, weights, hidden } = params;
  const { ordered } = chainLayout(levels, order);
  const { dim, width, offsets } = ordered;
  const units = hidden?.bias.length ?? 0;
  const degrees = unitDegrees(dim, units);
  return {
    columns: bitColumns(levels),
    logProb(rows) {
      const out = new Float64Array(rows.rows);
      chainSums(params, rows, (row, loss) => {
        out[row] = -loss;
      });
      return out;
    },
    sample(count, key) {
      const uniforms = uniform(key, count * dim);
      const out = new Float32Array(count * dim);
      const [logits, inner] = [new Float64Array(width), new Float64Array(units)];
      for (let first = 0; first < out.length; first += dim) {
        logits.set(bias);
        if (hidden) inner.set(hidden.bias);
        for (let position = 0, unit = 0; position < dim; position++) {
          const [start, end] = [offsets[position]!, offsets[position + 1]!];
          for (; unit < units && degrees[unit]! <= position; unit++) {
            if (inner[unit]! > 0)
              addRow(hidden!.outputs, unit, { to: logits, from: start, by: inner[unit]! });
          }
          const value = pickLogit(logits, uniforms[first + position]!, start, end);
          if (value === 0) continue;
          out[first + order[position]!] = value;
          const one = start + value - 1;
          addRow(weights, one, { to: logits, from: end, by: 1 });
          if (hidden) addRow(hidden.inputs, one, { to: inner, from: unit, by: 1 });
        }
      }
      return out;
    },
  };
}

interface Added {
  readonly to: Float64Array;
  readonly from: number;
  readonly by: number;
}

/** Adds a row of a matrix, from a column on. */
function addRow(matrix: Float64Array, row: number, { to, from, by }: Added): void {
  const first = row * to.length;
  for (let k = from; k < to.length; k++) to[k]! += by * matrix[first + k]!;
}

/** Picks 0 or a value whose logits are from `start` to before `end`; that of 0 is 0. */
function pickLogit(logits: Float64Array, u: number, start: number, end: number): number {
  // the value 1 of a bit: u < σ(l)
  if (end === start + 1) return u * (1 + Math.exp(-logits[start]!)) < 1 ? 1 : 0;
  let max = 0;
  for (let a = start; a < end; a++) max = Math.max(max, logits[a]!);
  let sum = Math.exp(-max);
  for (let a = start; a < end; a++) sum += Math.exp(logits[a]! - max);
  let rest = u * sum;
  for (let a = start; a < end; a++) {
    rest -= Math.exp(logits[a]! - max);
    if (rest < 0) return a - start + 1;
  }
  return 0;
}
