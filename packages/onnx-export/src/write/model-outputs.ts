import { checkShapes, EbmError, kl } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Model } from "./model.js";
import { standardized } from "./standardized.js";

/** The outputs of a model's files. */
export type OutputName = "energy" | "log_partition" | "log_prob" | "prediction";

/**
 * Computes the outputs of a model's files from raw inputs: `energy`, `log_partition` and `log_prob` for
 * x and y. Without y it computes `log_partition`, and `prediction` if the model has an `argmax`.
 *
 * @throws {EbmError} If a function of the model does not return a float32 tensor [batch], or
 *   [batch, dim] for `argmax`.
 */
export function modelOutputs(
  model: Model,
): (inputs: Readonly<Record<string, tf.Tensor>>) => Partial<Record<OutputName, tf.Tensor>> {
  return (inputs) => {
    checkShapes("modelOutputs", { x: [inputs.x!, `batch ${model.features}`] });
    const entries = encoded(inputs.x as tf.Tensor2D, model.categories);
    const x = standardized(entries, model.standardization);
    const logPartition = checked("logPartition", model.logPartition({ x }), x);
    if (!inputs.y) {
      const prediction = model.argmax?.({ x });
      if (prediction) checkShapes("model.argmax", predictionShape(x, prediction, model));
      return { log_partition: logPartition, ...(prediction && { prediction }) };
    }

    const y = inputs.y as tf.Tensor2D;
    checkShapes("modelOutputs", { x: [x, "batch features"], y: [y, `batch ${model.dim}`] });
    const energy = checked("energy", model.energy({ x, y }), x);
    const { divergence = kl(), logSize = 0 } = model;
    const ratio = divergence.logRatio(tf.neg(tf.add(energy, logPartition)));
    const logProb = tf.add(-logSize, ratio);
    return { energy, log_partition: logPartition, log_prob: logProb };
  };
}

function predictionShape(x: tf.Tensor2D, result: tf.Tensor2D, { dim }: Model) {
  return { x: [x, "batch features"], result: [result, `batch ${dim}`] } as const;
}

function checked(name: string, result: tf.Tensor1D, x: tf.Tensor2D): tf.Tensor1D {
  const where = `model.${name}`;
  if (!(result instanceof tf.Tensor) || result.dtype !== "float32") {
    const came = result instanceof tf.Tensor ? `has dtype ${result.dtype}` : `is ${typeof result}`;
    throw new EbmError(`${where}: \`result\` ${came}, expected a float32 tensor.`);
  }
  checkShapes(where, { x: [x, "batch features"], result: [result, "batch"] });
  return result;
}

/**
 * Expands each column of codes 0, …, K − 1 to K one-hot columns. A column of numbers, with K = 1, is
 * unchanged. An unknown code becomes zeros.
 */
function encoded(x: tf.Tensor2D, categories: readonly number[] | undefined): tf.Tensor2D {
  if (!categories) return x;
  const columns = tf.split(x, categories.length, 1).map((column, i) => {
    const count = categories[i]!;
    return count === 1 ? column : tf.cast(tf.equal(column, tf.range(0, count)), "float32");
  });
  return tf.concat2d(columns as tf.Tensor2D[], 1);
}
