import "@tensorflow/tfjs-backend-cpu";
import { foldIn, key, normal, uniform } from "@ebm/core";
import { type Feeds, type RuntimeName, type Training, train } from "@ebm/engine";
import { jointPartitionLoss } from "@ebm/joint-partition";
import { initMlp, logPartitionNetwork, type MlpParams, mlp, unaryEnergy } from "@ebm/nn";
import { adam } from "@ebm/optim";
import { hypercube } from "@ebm/structures";
import * as tf from "@tensorflow/tfjs-core";

/** A step of joint-partition in the shape of yeast: 103 features, 14 labels, 32 samples per x. */
const [BATCH, FEATURES, LABELS, DRAWS, HIDDEN] = [64, 103, 14, 32, 128];

export const TITLE: string = `joint-partition step, x [${BATCH}, ${FEATURES}], ${LABELS} labels, ${DRAWS} draws`;

type Params = { readonly scores: MlpParams; readonly logPartition: MlpParams };
type Batch = { readonly x: tf.Tensor2D; readonly y: tf.Tensor2D; readonly uniforms: tf.Tensor2D };

const structure = hypercube(LABELS);

const loss = (params: Params, { x, y, uniforms }: Batch): tf.Scalar => {
  const scores = mlp(params.scores, x);
  const samples = tf.reshape(structure.sample(uniforms), [BATCH, DRAWS, LABELS]) as tf.Tensor3D;
  return jointPartitionLoss({
    dataEnergy: unaryEnergy(scores, y),
    sampleEnergy: unaryEnergy(scores, samples),
    logPartition: logPartitionNetwork(params.logPartition, x),
  });
};

tf.enableProdMode();
await tf.setBackend("cpu");
const sizes = [FEATURES, HIDDEN, HIDDEN];
const params: Params = {
  scores: initMlp({ key: key(1), sizes: [...sizes, LABELS] }),
  logPartition: initMlp({ key: key(2), sizes: [...sizes, 1] }),
};
const uniforms = { data: new Float32Array(BATCH * DRAWS * LABELS), shape: [BATCH * DRAWS, LABELS] };
const x = { data: normal(key(3), BATCH * FEATURES), shape: [BATCH, FEATURES] };
const bits = uniform(key(4), BATCH * LABELS).map((u) => (u < 0.5 ? 1 : 0));
const y = { data: bits, shape: [BATCH, LABELS] };

const batches = (step: number): Feeds => {
  uniform(foldIn(key(5), step), uniforms.data);
  return { x, y, uniforms };
};

/** Creates an endless run on this problem. */
export function startJoint(runtime: RuntimeName): Training<Params> {
  const optimizer = adam({ learningRate: 1e-3 });
  return train({ loss, params, optimizer, batches, steps: Infinity, runtime });
}
