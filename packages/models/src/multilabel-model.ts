import { EbmError } from "@ebm/core";
import { flips, productBernoulli } from "@ebm/joint-partition";
import {
  f1Macro,
  f1Micro,
  f1Samples,
  hammingLoss,
  type Predictions,
  subsetAccuracy,
} from "@ebm/metrics";
import {
  pairwiseArgmax,
  pairwiseEnergies,
  pairwiseEnergy,
  pairwiseTabuSearch,
  unaryEnergy,
} from "@ebm/nn";
import { hypercube } from "@ebm/structures";
import * as tf from "@tensorflow/tfjs-core";
import type { StructuredModel } from "./structured-model.js";

/**
 * Predicts which labels apply: y ∈ {0, 1}ᵏ, with the energy −⟨u(x), y⟩ (`"unary"`), or
 * −⟨u(x), y⟩ − ½⟨y, U(x) y⟩ (`"pairwise"`).
 */
export function multilabelModel(labels: number, name: "unary" | "pairwise"): StructuredModel {
  const structure = hypercube(labels);
  const common = {
    name,
    structure,
    isBinary: true,
    energies: (scores: ArrayLike<number>) => pairwiseEnergies(scores, labels),
    neighbors: flips,
    proposal: productBernoulli,
    members: <T>(samples: T) => samples,
    proposalScale: 1,
    encode: (targets: ArrayLike<number>) => targets,
    decode: (y: ArrayLike<number>) => y,
    metrics,
    score: "f1Micro",
    risk: (predictions: Predictions) => 1 - f1Samples(predictions),
  };
  return name === "unary"
    ? {
        ...common,
        scores: labels,
        energy: unaryEnergy,
        // each unknown label adds up its own two terms, exp(0) and exp(u)
        observedEnergy: (scores, { y, known }) =>
          tf.neg(
            tf.sum<tf.Tensor1D>(
              tf.where(tf.greater(known, 0), tf.mul(scores, y), tf.softplus(scores)),
              1,
            ),
          ),
        argmax: structure.argmax,
        tensorArgmax: structure.argmax,
        isExact: true,
        logPartition: structure.logPartition,
      }
    : {
        ...common,
        scores: (labels * (labels + 1)) / 2,
        energy: pairwiseEnergy,
        observedEnergy: undefined,
        argmax: pairwiseArgmax,
        tensorArgmax: (scores) => pairwiseTabuSearch(scores),
        isExact: false,
        logPartition() {
          throw new EbmError("multilabelModel.logPartition: `name` is pairwise, expected unary.");
        },
      };
}

function metrics(predictions: Predictions): Record<string, number> {
  return {
    f1Micro: 100 * f1Micro(predictions),
    f1Samples: 100 * f1Samples(predictions),
    f1Macro: 100 * f1Macro(predictions),
    hammingLoss: 100 * hammingLoss(predictions),
    subsetAccuracy: 100 * subsetAccuracy(predictions),
  };
}
