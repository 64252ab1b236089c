import { key, normal, split } from "@ebm/core";
import type { Training } from "@ebm/engine";
import { fitGaussian, importanceLoss } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import { minibatches } from "../../../training/minibatches.js";
import { rowRange } from "../../../training/row-range.js";
import { type Trained, trainToEnd } from "../../../training/train-to-end.js";
import { snlOptimizer } from "../snl-optimizer.js";
import type { ConditionalCell } from "./conditional-cell.js";
import type { ConditionalData } from "./conditional-data.js";
import { type ConditionalBatch, conditionalLoss } from "./conditional-loss.js";
import { conditionalMethods } from "./conditional-methods.js";
import {
  type ConditionalModel,
  type ConditionalParams,
  conditionalModel,
  initConditionalParams,
} from "./conditional-network.js";

export interface FittedConditional extends Trained<ConditionalParams> {
  readonly model: ConditionalModel;
}

/** Number of validation pairs to evaluate. */
const LOOKED = 500;
/**
 * The fraction of wide validation samples. Without them, missed mass would look like likelihood.
 */
const HALF = 0.5;

/**
 * Trains a conditional density, and keeps the parameters that were best on the validation pairs.
 */
export async function fitConditional(
  cell: ConditionalCell,
  { data, signal }: { readonly data: ConditionalData; readonly signal: AbortSignal },
): Promise<FittedConditional> {
  const { protocol } = cell;
  const method = conditionalMethods[cell.method];
  const { train, validation } = data;
  const [, , , first, order, noise, forValidation] = split(key(cell.seed), 7);
  const model = conditionalModel(cell, fitGaussian(train.y));
  const ownDim = cell.proposal === "mixture" ? 2 : 1;
  const noiseDim = ownDim + (protocol.share > 0 ? 1 : 0);
  const inputs = train.x.shape[1];
  const count = Math.min(LOOKED, validation.x.shape[0]);
  const shape = [count, protocol.validationDraws, 1 + ownDim] as const;
  const looked = {
    x: rowRange(validation.x, 0, count),
    y: rowRange(validation.y, 0, count),
    normals: { data: normal(forValidation, shape[0] * shape[1] * shape[2]), shape },
  };
  const score = (run: Training<ConditionalParams>) => {
    const likelihood = run.compile((params, { x, y, normals }: ConditionalBatch) => {
      const datum = tf.expandDims(y, 1) as tf.Tensor3D;
      if (!method.loss) return tf.mean(model.mixture(params, x).logProb(datum));
      const proposal = model.proposal(params, x, HALF);
      const draws = proposal.sample(normals);
      const inputs = {
        dataEnergy: tf.squeeze(model.energy(params, x, datum), [1]) as tf.Tensor1D,
        sampleEnergy: model.energy(params, x, draws),
        sampleLogProb: proposal.logProb(draws),
      };
      return tf.neg(importanceLoss(inputs));
    });
    return async () => (await likelihood(looked)).output.data[0]!;
  };
  const size = Math.min(protocol.batchSize, train.x.shape[0]);
  const fitted = await trainToEnd(
    {
      loss: conditionalLoss(method, model),
      params: initConditionalParams(first, { cell, inputs }),
      optimizer: snlOptimizer(protocol),
      batches: minibatches({
        rows: { x: train.x, y: train.y },
        batchSize: size,
        normals: { normals: [size, protocol.draws, noiseDim] },
        keys: { order, noise },
      }),
      steps: protocol.steps,
    },
    { signal, select: { every: protocol.every, score } },
  );
  return { ...fitted, model };
}
