import { logPartitionNetwork, mlp, pairwiseTabuSearch } from "@ebm/nn";
import type { Model } from "@ebm/onnx-export";
import type * as tf from "@tensorflow/tfjs-core";
import type { Config } from "../config/config.js";
import type { Experiment } from "../experiments/experiment.js";
import type { Run } from "../run/load-run.js";
import { lossDivergence, type Params } from "../training/joint-loss.js";

/** A run's energy, learned log-partition and, where tensors find it, likeliest y, of raw inputs. */
export function exportedModel({ config, data, experiment, prepared }: Run, params: Params): Model {
  const { activation } = config;
  const scores = (x: tf.Tensor2D): tf.Tensor2D => mlp(params.scores, x, { activation });
  const argmax = argmaxOf(config, experiment);
  return {
    features: data.x.shape[1],
    dim: experiment.structure.dim,
    logSize: experiment.structure.logSize,
    energy: ({ x, y }) => experiment.energy(scores(x), y),
    logPartition: ({ x }) => logPartitionNetwork(params.logPartition, x, { activation }),
    ...(argmax && { argmax: ({ x }: { readonly x: tf.Tensor2D }) => argmax(scores(x)) }),
    divergence: lossDivergence(config.loss),
    normalizer: "learned",
    standardization: prepared.statistics,
  };
}

/** The argmax as a function of tensors, if there is one. */
function argmaxOf(
  { model }: Config,
  { structure, argmax }: Experiment,
): ((scores: tf.Tensor2D) => tf.Tensor2D) | undefined {
  if (model === "pairwise") return (scores) => pairwiseTabuSearch(scores);
  return structure.argmaxOn === "tensors" ? argmax : undefined;
}
