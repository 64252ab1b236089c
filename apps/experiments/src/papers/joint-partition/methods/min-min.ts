import { jointPartitionLoss } from "@ebm/joint-partition";
import { type JointLossName, jointLosses, type StructuredModel } from "@ebm/models";
import { logPartitionNetwork, mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { Method, MethodOptions } from "./method.js";

/**
 * The paper's loss: learns the energy and its log-partition together, on samples that the batch
 * shares.
 */
export function minMin(
  { structure, energy }: StructuredModel,
  loss: JointLossName,
  { activation, samples }: MethodOptions,
): Method {
  const divergence = jointLosses[loss].trainingDivergence(structure.logSize);
  return {
    networks: ["logPartition"],
    jointLoss: loss,
    noise: () => ({ uniforms: [samples, structure.noiseDim] }),
    loss(params, { x, y, uniforms }) {
      const scores = mlp(params.scores, x, { activation });
      const draws = structure.sample(uniforms as tf.Tensor2D);
      return jointPartitionLoss(
        {
          dataEnergy: energy(scores, y),
          sampleEnergy: energy(scores, tf.expandDims<tf.Tensor3D>(draws, 0)),
          logPartition: logPartitionNetwork(params.logPartition, x, { activation }),
        },
        { divergence },
      );
    },
  };
}
