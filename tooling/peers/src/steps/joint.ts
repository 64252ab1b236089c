import { key, normal, uniform } from "@ebm/core";
import { jointPartitionLoss } from "@ebm/joint-partition";
import { initMlp, logPartitionNetwork, type MlpParams, mlp, unaryEnergy } from "@ebm/nn";
import { hypercube } from "@ebm/structures";
import * as tf from "@tensorflow/tfjs-core";
import type { Problem } from "../problem.js";

type Params = { readonly scores: MlpParams; readonly logPartition: MlpParams };
type Batch = { readonly x: tf.Tensor2D; readonly y: tf.Tensor2D; readonly uniforms: tf.Tensor2D };

const [FEATURES, LABELS, DRAWS] = [103, 14, 32];

/** Joint-partition in the shape of yeast, with 32 samples of labels per x. */
export function joint({
  batch,
  hidden,
}: {
  batch: number;
  hidden: number;
}): Problem<Params, Batch> {
  const structure = hypercube(LABELS);
  const sizes = [FEATURES, hidden, hidden];
  const bits = uniform(key(4), batch * LABELS).map((u) => (u < 0.5 ? 1 : 0));
  const draws = batch * DRAWS;
  return {
    params: {
      scores: initMlp({ key: key(1), sizes: [...sizes, LABELS] }),
      logPartition: initMlp({ key: key(2), sizes: [...sizes, 1] }),
    },
    batch: {
      x: { data: normal(key(3), batch * FEATURES), shape: [batch, FEATURES] },
      y: { data: bits, shape: [batch, LABELS] },
      uniforms: { data: uniform(key(5), draws * LABELS), shape: [draws, LABELS] },
    },
    constants: {},
    loss(params, { x, y, uniforms }) {
      const scores = mlp(params.scores, x);
      const samples: tf.Tensor3D = tf.reshape(structure.sample(uniforms), [-1, DRAWS, LABELS]);
      return jointPartitionLoss({
        dataEnergy: unaryEnergy(scores, y),
        sampleEnergy: unaryEnergy(scores, samples),
        logPartition: logPartitionNetwork(params.logPartition, x),
      });
    },
  };
}
