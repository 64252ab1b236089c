import { jointLosses, type ModelParams } from "@ebm/models";
import { logPartitionNetwork, mlp } from "@ebm/nn";
import type { Model } from "@ebm/onnx-export";
import type * as tf from "@tensorflow/tfjs-core";
import type { Run } from "../run/load-run.js";

/** A run's energy, learned log-partition and, where tensors find it, likeliest y, of raw inputs. */
export function exportedModel(
  { config, data, experiment, prepared }: Run,
  params: ModelParams,
): Model {
  const { activation } = config;
  const scores = (x: tf.Tensor2D): tf.Tensor2D => mlp(params.scores, x, { activation });
  const argmax = experiment.tensorArgmax;
  return {
    features: data.x.shape[1],
    dim: experiment.structure.dim,
    logSize: experiment.structure.logSize,
    energy: ({ x, y }) => experiment.energy(scores(x), y),
    logPartition: ({ x }) => logPartitionNetwork(params.logPartition, x, { activation }),
    ...(argmax && { argmax: ({ x }: { readonly x: tf.Tensor2D }) => argmax(scores(x)) }),
    divergence: jointLosses[config.loss].divergence,
    normalizer: "learned",
    standardization: prepared.statistics,
  };
}
