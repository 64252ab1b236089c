import type { StructuredModel } from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";

/**
 * The pairwise model in other coordinates, z = y − ½, with its couplings by the number of labels:
 *
 *   E(x, y) = −⟨u(x), z⟩ − 1/k Σ over i < j of Uᵢⱼ(x) zᵢzⱼ.
 *
 * The same energies but for a function of x, and so the same models. But all terms are uncorrelated
 * under fair bits, and have mean 0, where yᵢyⱼ come and go with yᵢ; and a step of the optimizer,
 * as large for each coupling as for each u, moves k²/2 couplings no more than it moves k numbers u.
 */
export function inSpins({ energy, argmax, energies, ...others }: StructuredModel): StructuredModel {
  const labels = others.structure.dim;
  const scales = Float32Array.from({ length: others.scores }, (_, i) =>
    i < labels ? 1 : 1 / labels,
  );
  const spins = <T extends tf.Tensor>(y: T): T => tf.sub(y, 0.5);
  return {
    ...others,
    tensorArgmax: undefined,
    energy: ((scores: tf.Tensor2D, y: tf.Tensor2D) =>
      energy(tf.mul(scores, scales), spins(y))) as StructuredModel["energy"],
    argmax(scores) {
      const [rows, width] = scores.shape;
      const values = scores.dataSync();
      const bits = new Float32Array(values.length);
      for (let at = 0; at < values.length; at += width) {
        bits.set(bitScores(values.subarray(at, at + width), labels).scores, at);
      }
      return argmax(tf.tensor2d(bits, [rows, width]));
    },
    energies(scores) {
      const { scores: bits, constant } = bitScores(scores, labels);
      return energies(bits).map((value) => value + constant);
    },
  };
}

/** The scores of y that give the same energies less a constant. */
function bitScores(
  scores: ArrayLike<number>,
  labels: number,
): { readonly scores: Float64Array; readonly constant: number } {
  const bits = Float64Array.from(scores);
  let constant = 0;
  for (let i = 0; i < labels; i++) constant += scores[i]! / 2;
  for (let i = 0, at = labels; i < labels; i++) {
    for (let j = i + 1; j < labels; j++, at++) {
      const coupling = scores[at]! / labels;
      bits[at] = coupling;
      bits[i]! -= coupling / 2;
      bits[j]! -= coupling / 2;
      constant -= coupling / 4;
    }
  }
  return { scores: bits, constant };
}
