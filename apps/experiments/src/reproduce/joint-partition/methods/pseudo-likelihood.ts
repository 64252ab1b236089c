import { adjacentSwaps, flips, pseudoLikelihoodLoss } from "@ebm/joint-partition";
import { mlp } from "@ebm/nn";
import type { Experiment } from "../../../experiments/experiment.js";
import type { Method, MethodOptions } from "./method.js";

/** Each observed y beside those of one label flipped, or of two neighbors in the order swapped. */
export function pseudoLikelihood(
  { energy, task }: Experiment,
  { activation }: Pick<MethodOptions, "activation">,
): Method {
  const neighbors = task === "multilabel" ? flips : adjacentSwaps;
  return {
    networks: [],
    noise: () => ({}),
    loss(params, { x, y }) {
      const scores = mlp(params.scores, x, { activation });
      return pseudoLikelihoodLoss({
        dataEnergy: energy(scores, y),
        neighborEnergy: energy(scores, neighbors(y)),
      });
    },
  };
}
