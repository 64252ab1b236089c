import { EbmError } from "@ebm/core";
import { encodeModel, trace } from "@ebm/trace";
import { checkSize } from "./check-size.js";
import { checkStandardization } from "./check-standardization.js";
import type { Density } from "./density.js";
import { densityOutputs } from "./density-outputs.js";
import { cardMetadata, type ModelCard } from "./model-card.js";
import { exactness, preprocessing } from "./wording.js";

type Bytes = Uint8Array<ArrayBuffer>;

/** The bytes of a density's files, by their names. */
export type DensityFiles = Readonly<{ "energy.onnx": Bytes; "log-prob.onnx"?: Bytes }>;

/**
 * A trained model of x alone as ONNX files (opset 17), which take and give float32, and any batch:
 *
 *   energy.onnx    x [batch, dim] → energy [batch]
 *   log-prob.onnx  x [batch, dim] → log_prob [batch], if log Z is known
 *
 * @throws {EbmError} Where the model contradicts itself, or its energy cannot be traced.
 */
export function exportDensity(density: Density, card: ModelCard): DensityFiles {
  const { dim, logPartition, standardization } = density;
  checkSize("exportDensity", { dim });
  if (standardization) checkStandardization("exportDensity", standardization, dim);
  if (logPartition && !Number.isFinite(logPartition.value)) {
    throw new EbmError(
      `exportDensity: \`logPartition\` is ${logPartition.value}, expected a number.`,
    );
  }
  const outputs = densityOutputs(density);
  const encode = (output: "energy" | "log_prob", description: string): Bytes =>
    encodeModel(
      trace((inputs) => ({ [output]: outputs(inputs)[output]! }), {
        x: { shape: ["batch", dim], dtype: "float32" },
      }),
      { name: output, description, metadata: { output, ...metadataOf(density, card) } },
    );
  return {
    "energy.onnx": encode("energy", "The energy E(x) of p(x) ∝ exp(−E(x)): low is likely."),
    ...(logPartition && {
      "log-prob.onnx": encode(
        "log_prob",
        `The log-probability log p(x) = −E(x) − log Z, with a log Z ${exactness[logPartition.normalizer]}.`,
      ),
    }),
  };
}

function metadataOf(
  { logPartition, standardization }: Density,
  card: ModelCard,
): Record<string, string> {
  return {
    ...cardMetadata(card),
    sign_convention: "p(x) = exp(-energy - log_partition): low energy is likely",
    ...(logPartition
      ? { log_partition: `${logPartition.value}`, normalizer: logPartition.normalizer }
      : { normalizer: "unknown" }),
    preprocessing: preprocessing(standardization),
  };
}
