import { exactNll } from "@ebm/joint-partition";
import { mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { Experiment } from "../../../experiments/experiment.js";
import type { Method, MethodOptions } from "./method.js";

/** Maximum likelihood, with the log-partition in closed form or by dynamic programming. */
export function exactLikelihood(
  { structure, energy, logPartition }: Experiment,
  { activation }: Pick<MethodOptions, "activation">,
): Method {
  return {
    networks: [],
    noise: () => ({}),
    loss(params, { x, y }) {
      const scores = mlp(params.scores, x, { activation });
      return exactNll({
        dataEnergy: energy(scores, y),
        exactLogPartition: tf.sub(logPartition!(scores), structure.logSize),
      });
    },
  };
}
