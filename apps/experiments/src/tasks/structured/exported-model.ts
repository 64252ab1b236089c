import type { ModelParams } from "@ebm/models";
import { logPartitionNetwork, mlp } from "@ebm/nn";
import type { Model } from "@ebm/onnx-export";
import type * as tf from "@tensorflow/tfjs-core";
import type { StructuredInstance } from "./structured-instance.js";

/** The energy, the learned log-partition and, if tensors can find it, the most likely y of features. */
export function exportedModel(
  { config, features, model, loss }: StructuredInstance,
  params: ModelParams,
): Model {
  const { activation } = config;
  const scores = (x: tf.Tensor2D): tf.Tensor2D => mlp(params.scores, x, { activation });
  const argmax = model.tensorArgmax;
  return {
    features,
    dim: model.structure.dim,
    logSize: model.structure.logSize,
    energy: ({ x, y }) => model.energy(scores(x), y),
    logPartition: ({ x }) => logPartitionNetwork(params.logPartition, x, { activation }),
    ...(argmax && { argmax: ({ x }: { readonly x: tf.Tensor2D }) => argmax(scores(x)) }),
    divergence: loss.divergence,
    normalizer: "learned",
  };
}
