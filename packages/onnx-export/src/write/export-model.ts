import { EbmError } from "@ebm/core";
import { checkCount, checkOneOf } from "@ebm/core/check";
import { encodeModel, type TensorSpec, trace } from "@ebm/trace";
import type * as tf from "@tensorflow/tfjs-core";
import { checkStandardization } from "./check-standardization.js";
import { describeOutput } from "./describe-output.js";
import { type Model, NORMALIZERS } from "./model.js";
import type { ModelCard } from "./model-card.js";
import { modelOutputs, type OutputName } from "./model-outputs.js";

type Bytes = Uint8Array<ArrayBuffer>;

/** The bytes of a model's files, by name. */
export type ModelFiles = Readonly<
  Record<"energy.onnx" | "log-partition.onnx" | "log-prob.onnx", Bytes> & {
    "predict.onnx"?: Bytes;
  }
>;

/**
 * Exports a trained model as ONNX files (opset 17), in float32 and for any batch size:
 *
 *   energy.onnx         x [batch, features], y [batch, dim] → energy [batch]
 *   log-partition.onnx  x [batch, features] → log_partition [batch]
 *   log-prob.onnx       x [batch, features], y [batch, dim] → log_prob [batch]
 *   predict.onnx        x [batch, features] → prediction [batch, dim], if the model has an `argmax`
 *
 * @throws {EbmError} If the model is inconsistent, or its functions cannot be traced.
 */
export function exportModel(model: Model, card: ModelCard): ModelFiles {
  checkModel(model);
  const outputs = modelOutputs(model);
  const x: TensorSpec = { shape: ["batch", model.features], dtype: "float32" };
  const y: TensorSpec = { shape: ["batch", model.dim], dtype: "float32" };

  const encode = (output: OutputName, inputs: Readonly<Record<string, TensorSpec>>): Bytes => {
    const only = (tensors: Record<string, tf.Tensor>): Record<string, tf.Tensor> => ({
      [output]: outputs(tensors)[output]!,
    });
    return encodeModel(trace(only, inputs), {
      name: output,
      ...describeOutput(output, model, card),
    });
  };
  return {
    "energy.onnx": encode("energy", { x, y }),
    "log-partition.onnx": encode("log_partition", { x }),
    "log-prob.onnx": encode("log_prob", { x, y }),
    ...(model.argmax && { "predict.onnx": encode("prediction", { x }) }),
  };
}

function checkModel(model: Model): void {
  const { features, dim, logSize = 0, divergence, normalizer, standardization } = model;
  checkCount("exportModel", { features, dim });
  const categories = model.categories ?? new Array<number>(features).fill(1);
  if (categories.length !== features || !categories.every((k) => Number.isInteger(k) && k > 0)) {
    throw new EbmError(
      `exportModel: \`categories\` has [${categories}], expected an integer of at least 1 for each of ${features} features.`,
    );
  }
  if (!(logSize >= 0 && logSize < Infinity)) {
    throw new EbmError(`exportModel: \`logSize\` is ${logSize}, expected log |Y|, 0 or more.`);
  }
  if (divergence !== undefined && typeof divergence.logRatio !== "function") {
    throw new EbmError(
      `exportModel: \`divergence\` is ${divergence}, expected an FDivergence such as \`kl()\`.`,
    );
  }
  checkOneOf("exportModel", { normalizer }, NORMALIZERS);
  if (standardization) checkStandardization("exportModel", standardization, sum(categories));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
