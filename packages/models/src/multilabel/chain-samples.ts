import { type Key, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import type { LabelChain } from "./label-chain.js";

export interface ChainSamplesInputs {
  /** L(x). Shape [rows, labels]. */
  readonly logits: Matrix;
  /** The rows to sample for. */
  readonly rows: ArrayLike<number>;
  /** Number of samples for each. */
  readonly samples: number;
  readonly key: Key;
}

/**
 * Returns exact samples of the mean of the distributions of chains, on arrays: what `sampleChains` does
 * as a function of tensors, from other uniforms.
 *
 * @returns 0 or 1. Shape [rows, samples, labels], packed.
 */
export function chainSamples(
  chains: readonly LabelChain[],
  { logits: { data, shape }, rows, samples, key }: ChainSamplesInputs,
): Float32Array {
  const labels = shape[1];
  const out = new Float32Array(rows.length * samples * labels);
  const uniforms = uniform(key, rows.length * samples * (labels + 1));
  const links = chains.map(linksOf);
  const expected = new Float64Array(labels);
  const conditional = new Float64Array(labels);
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i]! * labels;
    for (let j = 0; j < labels; j++) expected[j] = sigmoid(data[start + j]!);
    for (let s = 0; s < samples; s++) {
      const sample = i * samples + s;
      const noise = sample * (labels + 1);
      const c = Math.floor(uniforms[noise]! * chains.length);
      const { order, scale, bias, couplings } = chains[c]!;
      for (let j = 0; j < labels; j++) conditional[j] = scale[j]! * data[start + j]! + bias[j]!;
      for (const j of order) {
        const y = Number(uniforms[noise + 1 + j]! < sigmoid(conditional[j]!));
        out[sample * labels + j] = y;
        const surprise = y - expected[j]!;
        for (const k of links[c]![j]!)
          conditional[k]! += surprise * couplings.data[j * labels + k]!;
      }
    }
  }
  return out;
}

/** The labels that each label has a coupling to. */
function linksOf({ order, couplings }: LabelChain): Int32Array[] {
  const labels = order.length;
  return Array.from(order.keys(), (j) =>
    Int32Array.from(order.keys()).filter((k) => couplings.data[j * labels + k] !== 0),
  );
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
