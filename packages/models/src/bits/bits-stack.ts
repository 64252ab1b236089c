import { split, uniform } from "@ebm/core";
import { logSumExp } from "@ebm/core/float64";
import type { BitRows } from "./bit-rows.js";
import type { BitsBase } from "./bits-base.js";

/** The mixture p(y) = Σ_b w_b q_b(y) of exact distributions, which is exact too. */
export function bitsStack(bases: readonly BitsBase[], weights: ArrayLike<number>): BitsBase {
  const { columns } = bases[0]!;
  const { dim } = columns;
  return {
    columns,
    logProb(rows) {
      const logs = bases.map((base, b) => ({
        logProb: base.logProb(rows),
        logWeight: Math.log(weights[b]!),
      }));
      return Float64Array.from({ length: rows.rows }, (_, row) =>
        logSumExp(logs.map(({ logProb, logWeight }) => logProb[row]! + logWeight)),
      );
    },
    sample(count, key) {
      const [chooseKey, ...keys] = split(key, bases.length + 1);
      const chosen = uniform(chooseKey!, count);
      const rowsOf: number[][] = bases.map(() => []);
      for (let row = 0; row < count; row++) {
        let [b, rest] = [0, chosen[row]! - weights[0]!];
        while (rest >= 0 && b < bases.length - 1) rest -= weights[++b]!;
        rowsOf[b]!.push(row);
      }
      const out = new Float32Array(count * dim);
      for (const [b, base] of bases.entries()) {
        const rows = rowsOf[b]!;
        const samples = base.sample(rows.length, keys[b]!);
        for (const [i, row] of rows.entries()) {
          out.set(samples.subarray(i * dim, (i + 1) * dim), row * dim);
        }
      }
      return out;
    },
  };
}

/**
 * Finds the weights under which rows are most likely, by EM. One more row, which belongs to all
 * bases alike, keeps them above 0.
 *
 * @param logProbs log q_b of the rows, for each base.
 */
export function fitBitsStack(
  logProbs: readonly Float64Array[],
  { weights: rowWeights, total }: Pick<BitRows, "weights" | "total">,
): number[] {
  const count = logProbs.length;
  let weights: number[] = Array.from({ length: count }, () => 1 / count);
  for (let step = 0; step < 300; step++) {
    const sums = new Float64Array(count).fill(1 / count);
    for (let row = 0; row < rowWeights.length; row++) {
      const logs = logProbs.map((logProb, b) => logProb[row]! + Math.log(weights[b]!));
      const norm = logSumExp(logs);
      for (let b = 0; b < count; b++) sums[b]! += rowWeights[row]! * Math.exp(logs[b]! - norm);
    }
    weights = Array.from(sums, (sum) => sum / (total + 1));
  }
  return weights;
}
