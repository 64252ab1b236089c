import { stopGradient } from "@ebm/core";
import { adjacentSwaps, plackettLuce } from "@ebm/joint-partition";
import { kendallTau, type Predictions } from "@ebm/metrics";
import { unaryEnergy } from "@ebm/nn";
import { assignments, permutations, type RankingStructure } from "@ebm/structures";
import * as tf from "@tensorflow/tfjs-core";
import { permutationMatrices, rowSwaps } from "./permutation-matrices.js";
import type { StructuredModel } from "./structured-model.js";

/**
 * Predicts the order of labels with the energy −⟨θ(x), y⟩. In the `"permutahedron"`, y has a weight
 * for each label, larger for better ranks; in the `"birkhoff"` polytope, y is a permutation matrix.
 */
export function labelRankingModel(
  labels: number,
  name: "permutahedron" | "birkhoff",
): StructuredModel {
  const { structure, ...own } = polytopes[name](labels);
  return {
    name,
    structure,
    scores: structure.dim,
    isBinary: false,
    energy: unaryEnergy,
    observedEnergy: undefined,
    energies: (scores) => Float64Array.from(structure.enumerate(), (y) => -dot(y, scores)),
    argmax: structure.argmax,
    tensorArgmax: structure.argmaxOn === "tensors" ? structure.argmax : undefined,
    isExact: structure.isExact,
    logPartition: structure.logPartition,
    proposal: plackettLuce,
    // labels d ranks apart differ by 2d/(labels − 1) in weight; twice that step draws the samples
    // that count most
    proposalScale: 4 / (labels - 1),
    encode: structure.encode,
    decode: structure.decode,
    metrics: (predictions) => ({ kendallTau: 100 * kendallTau(predictions) }),
    score: "kendallTau",
    risk: (predictions: Predictions) => (1 - kendallTau(predictions)) / 2,
    ...own,
  };
}

type Polytope = Pick<StructuredModel, "neighbors" | "members"> & {
  readonly structure: RankingStructure;
};

const polytopes = {
  permutahedron(labels: number): Polytope {
    const structure = permutations(labels);
    return {
      structure,
      neighbors: adjacentSwaps,
      members: (samples) =>
        tf.reshape(
          stopGradient(structure.argmax(tf.reshape(samples, [-1, labels]))),
          samples.shape,
        ),
    };
  },
  birkhoff(labels: number): Polytope {
    return {
      structure: assignments(labels),
      neighbors: (y) => rowSwaps(y, labels),
      members: permutationMatrices,
    };
  },
};

function dot(a: readonly number[], b: ArrayLike<number>): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
