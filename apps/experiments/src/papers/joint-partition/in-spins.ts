import type { StructuredModel } from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";

/**
 * Returns the pairwise model in the coordinates z = y − ½, with couplings divided by the number of
 * labels k:
 *
 *   E(x, y) = −⟨u(x), z⟩ − 1/k Σ over i < j of Uᵢⱼ(x) zᵢzⱼ.
 *
 * The energies differ by a function of x only, so the models are the same. But under fair bits all
 * terms have mean 0 and are uncorrelated. Optimizer steps have one size for all scores, so dividing
 * by k keeps the k²/2 couplings from moving E more than the k numbers u.
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
      for (let start = 0; start < values.length; start += width) {
        bits.set(bitScores(values.subarray(start, start + width), labels).scores, start);
      }
      return argmax(tf.tensor2d(bits, [rows, width]));
    },
    energies(scores) {
      const { scores: bits, constant } = bitScores(scores, labels);
      return energies(bits).map((value) => value + constant);
    },
  };
}

/**
 * Returns the scores of y that give the same energies, and the constant to add to those energies.
 */
function bitScores(
  scores: ArrayLike<number>,
  labels: number,
): { readonly scores: Float64Array; readonly constant: number } {
  const bits = Float64Array.from(scores);
  let constant = 0;
  for (let i = 0; i < labels; i++) constant += scores[i]! / 2;
  for (let i = 0, index = labels; i < labels; i++) {
    for (let j = i + 1; j < labels; j++, index++) {
      const coupling = scores[index]! / labels;
      bits[index] = coupling;
      bits[i]! -= coupling / 2;
      bits[j]! -= coupling / 2;
      constant -= coupling / 4;
    }
  }
  return { scores: bits, constant };
}
