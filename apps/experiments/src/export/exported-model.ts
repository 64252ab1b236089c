import { logPartitionNetwork, mlp } from "@ebm/nn";
import type { Model } from "@ebm/onnx-export";
import type { Run } from "../run/load-run.js";
import type { Params } from "../training/joint-loss.js";

/** A run's energy and learned log-partition, of raw inputs. */
export function exportedModel({ config, data, experiment, prepared }: Run, params: Params): Model {
  const { activation } = config;
  return {
    features: data.x.shape[1],
    dim: experiment.structure.dim,
    logPrior: -experiment.structure.logSize,
    energy: ({ x, y }) => experiment.energy(mlp(params.scores, x, { activation }), y),
    logPartition: ({ x }) => logPartitionNetwork(params.logPartition, x, { activation }),
    divergence: config.loss === "logistic" ? "kl" : "chiSquared",
    normalizer: "learned",
    standardization: prepared.statistics,
  };
}
