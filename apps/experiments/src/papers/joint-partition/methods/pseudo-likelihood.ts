import { compositeLikelihoodLoss } from "@ebm/joint-partition";
import type { StructuredModel } from "@ebm/models";
import { mlp } from "@ebm/nn";
import type { Method, MethodOptions } from "./method.js";

/**
 * Compares each observed y with its neighbors: one label flipped, or two adjacent labels swapped.
 */
export function pseudoLikelihood(
  { energy, neighbors }: StructuredModel,
  { activation }: Pick<MethodOptions, "activation">,
): Method {
  return {
    networks: [],
    noise: () => ({}),
    loss(params, { x, y }) {
      const scores = mlp(params.scores, x, { activation });
      return compositeLikelihoodLoss({
        dataEnergy: energy(scores, y),
        neighborEnergy: energy(scores, neighbors(y)),
      });
    },
  };
}
