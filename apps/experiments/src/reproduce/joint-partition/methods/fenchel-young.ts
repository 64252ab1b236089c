import { fenchelYoungLoss, quadratic } from "@ebm/joint-partition";
import { mlp } from "@ebm/nn";
import type { Experiment } from "../../../experiments/experiment.js";
import type { Method, MethodOptions } from "./method.js";

/**
 * The generalized Fenchel–Young loss of the unary energy with Ω = ½‖·‖², whose minimiser on
 * [0, 1]ᵏ is in closed form. (With the entropy of bits it would be the exact likelihood.)
 */
export function fenchelYoung(
  { energy }: Experiment,
  { activation }: Pick<MethodOptions, "activation">,
): Method {
  const regularizer = quadratic();
  return {
    networks: [],
    noise: () => ({}),
    loss(params, { x, y }) {
      const scores = mlp(params.scores, x, { activation });
      const relaxed = regularizer.argmax(scores);
      const [dataEnergy, relaxedEnergy] = [energy(scores, y), energy(scores, relaxed)];
      return fenchelYoungLoss({ y, dataEnergy, relaxed, relaxedEnergy }, { regularizer });
    },
  };
}
