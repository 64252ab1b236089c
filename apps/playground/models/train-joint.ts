import { foldIn, key, permutation, uniform } from "@ebm/core";
import { train } from "@ebm/engine";
import {
  initModelParams,
  jointLosses,
  type labelRankingModel,
  type ModelBatch,
  type ModelParams,
  modelLoss,
} from "@ebm/models";
import { adam, cosineDecay } from "@ebm/optim";

interface TrainJointInputs {
  readonly model: ReturnType<typeof labelRankingModel>;
  /** Features, near 0 and of size 1. Shape [rows, features]. */
  readonly x: Float32Array;
  /** Members of the structure. Shape [rows, dim]. */
  readonly y: Float32Array;
  readonly features: number;
}

const [HIDDEN, BATCH, SAMPLES, STEPS] = [24, 128, 512, 3000];
const activation = "softplus";

/** Trains an energy together with its log-partition, τ(x), under a uniform prior. */
export async function trainJoint({
  model,
  x,
  y,
  features,
}: TrainJointInputs): Promise<ModelParams> {
  const { structure } = model;
  const rows = x.length / features;
  const batch = {
    x: { data: new Float32Array(BATCH * features), shape: [BATCH, features] },
    y: { data: new Float32Array(BATCH * structure.dim), shape: [BATCH, structure.dim] },
    uniforms: {
      data: new Float32Array(SAMPLES * structure.noiseDim),
      shape: [SAMPLES, structure.noiseDim],
    },
  };
  const run = train<ModelParams, ModelBatch>({
    loss: modelLoss(model, { loss: jointLosses.logistic, activation }),
    params: initModelParams({
      key: key(1),
      model,
      features,
      hidden: [HIDDEN],
      logPartitionHidden: [HIDDEN],
      activation,
    }),
    optimizer: adam({ learningRate: cosineDecay({ from: 0.01, steps: STEPS }) }),
    batches(step) {
      const perEpoch = Math.floor(rows / BATCH);
      const order = permutation(foldIn(key(2), Math.floor(step / perEpoch)), rows);
      for (let i = 0; i < BATCH; i++) {
        const row = order[(step % perEpoch) * BATCH + i]!;
        const copy = (from: Float32Array, to: Float32Array, width: number): void =>
          to.set(from.subarray(row * width, (row + 1) * width), i * width);
        copy(x, batch.x.data, features);
        copy(y, batch.y.data, structure.dim);
      }
      uniform(foldIn(key(3), step), batch.uniforms.data);
      return batch;
    },
    steps: STEPS,
  });
  for await (const { step, loss } of run) {
    if (step % 1000 === 0) console.log(`${structure.name}, step ${step}: ${loss.toFixed(3)}`);
  }
  const params = run.params();
  await run.dispose();
  return params;
}
