import {
  f1Macro,
  f1Micro,
  f1Samples,
  hammingLoss,
  type Predictions,
  subsetAccuracy,
} from "@ebm/metrics";
import { pairwiseArgmax, pairwiseEnergies, pairwiseEnergy, unaryEnergy } from "@ebm/nn";
import { hypercube } from "@ebm/structures";
import type { MultilabelConfig } from "../config/config.js";
import type { Experiment } from "./experiment.js";

/**
 * Which of some labels apply: y ∈ {0, 1}ᵏ, with the energy −⟨u(x), y⟩, or with
 * −⟨u(x), y⟩ − ½⟨y, U(x) y⟩.
 */
export function multilabel(labels: number, model: MultilabelConfig["model"]): Experiment {
  const structure = hypercube(labels);
  const common = {
    task: "multilabel" as const,
    structure,
    energies: (scores: ArrayLike<number>) => pairwiseEnergies(scores, labels),
    encode: (targets: ArrayLike<number>) => targets,
    decode: (y: ArrayLike<number>) => y,
    metrics,
    score: "f1Micro",
  };
  return model === "unary"
    ? {
        ...common,
        scores: labels,
        energy: unaryEnergy,
        argmax: structure.argmax,
        isExact: true,
        logPartition: structure.logPartition,
      }
    : {
        ...common,
        scores: (labels * (labels + 1)) / 2,
        energy: pairwiseEnergy,
        argmax: pairwiseArgmax,
        isExact: false,
        logPartition() {
          throw new Error("multilabel.logPartition: `model` is pairwise, expected unary.");
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
