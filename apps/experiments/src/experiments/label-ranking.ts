import { kendallTau, type Predictions } from "@ebm/metrics";
import { unaryEnergy } from "@ebm/nn";
import { assignments, permutations } from "@ebm/structures";
import type { LabelRankingConfig } from "../config/config.js";
import type { Experiment } from "./experiment.js";

/**
 * The order of some labels: y a vector of weights, one for each label and larger for better
 * ranks, or a permutation matrix; the energy is −⟨θ(x), y⟩.
 */
export function labelRanking(labels: number, model: LabelRankingConfig["model"]): Experiment {
  const structure = model === "permutahedron" ? permutations(labels) : assignments(labels);
  return {
    task: "label-ranking",
    structure,
    scores: structure.dim,
    energy: unaryEnergy,
    argmax: structure.argmax,
    isExact: structure.isExact,
    logPartition: structure.logPartition,
    energies: (scores) => Float64Array.from(structure.enumerate(), (y) => -dot(y, scores)),
    encode: structure.encode,
    decode: structure.decode,
    metrics: (predictions: Predictions) => ({ kendallTau: 100 * kendallTau(predictions) }),
    score: "kendallTau",
  };
}

function dot(a: readonly number[], b: ArrayLike<number>): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
