import { EbmError } from "@ebm/core";
import { encodeModel, type TensorSpec, trace } from "@ebm/trace";
import type * as tf from "@tensorflow/tfjs-core";
import type { Model, Standardization } from "./model.js";
import { describeOutput, type ModelCard } from "./model-card.js";
import { modelOutputs, type OutputName } from "./model-outputs.js";

/** The bytes of a model's files, by their names. */
export type ModelFiles = Readonly<
  Record<"energy.onnx" | "log-partition.onnx" | "log-prob.onnx", Uint8Array<ArrayBuffer>>
>;

/**
 * A trained model as ONNX files (opset 17), which take and give float32, and any batch:
 *
 *   energy.onnx         x [batch, features], y [batch, dim] → energy [batch]
 *   log-partition.onnx  x [batch, features] → log_partition [batch]
 *   log-prob.onnx       x [batch, features], y [batch, dim] → log_prob [batch]
 *
 * @throws {EbmError} Where the model contradicts itself, or its functions cannot be traced.
 */
export function exportModel(model: Model, card: ModelCard): ModelFiles {
  checkModel(model);
  const outputs = modelOutputs(model);
  const x: TensorSpec = { shape: ["batch", model.features], dtype: "float32" };
  const y: TensorSpec = { shape: ["batch", model.dim], dtype: "float32" };

  const encode = (
    output: OutputName,
    inputs: Readonly<Record<string, TensorSpec>>,
  ): Uint8Array<ArrayBuffer> => {
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
  };
}

function checkModel({ features, dim, logPrior, normalizer, standardization }: Model): void {
  const refuse = (what: string): never => {
    throw new EbmError(`exportModel: ${what}.`);
  };
  for (const [name, size] of Object.entries({ features, dim })) {
    if (!Number.isInteger(size) || size < 1) {
      refuse(`\`${name}\` is ${size}, expected a whole number from 1`);
    }
  }
  if (!Number.isFinite(logPrior) || logPrior > 0) {
    refuse(`\`logPrior\` is ${logPrior}, expected −log |Y|, which is not above 0`);
  }
  if (normalizer !== "learned" && normalizer !== "exact") {
    refuse(`\`normalizer\` is ${normalizer}, expected "learned" or "exact"`);
  }
  if (standardization) checkStandardization(standardization, features, refuse);
}

function checkStandardization(
  { mean, std }: Standardization,
  features: number,
  refuse: (what: string) => never,
): void {
  for (const [name, values] of Object.entries({ mean, std })) {
    if (values.length !== features) {
      refuse(
        `\`${name}\` has ${values.length} entries, expected ${features}, one for each feature`,
      );
    }
    const wrong = Array.from(values).findIndex(
      (value) => !Number.isFinite(value) || (name === "std" && value <= 0),
    );
    if (wrong >= 0) {
      const expected = name === "std" ? "a number above 0" : "a number";
      refuse(`\`${name}\` has ${values[wrong]} at feature ${wrong}, expected ${expected}`);
    }
  }
}
