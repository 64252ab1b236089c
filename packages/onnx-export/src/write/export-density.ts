import { EbmError } from "@ebm/core";
import { checkCount, checkOneOf } from "@ebm/core/check";
import { encodeModel, type Traced, trace } from "@ebm/trace";
import * as tf from "@tensorflow/tfjs-core";
import { checkStandardization } from "./check-standardization.js";
import type { Density } from "./density.js";
import { densityOutputs, rawLogPartition } from "./density-outputs.js";
import { NORMALIZERS } from "./model.js";
import { cardMetadata, type ModelCard } from "./model-card.js";
import { exactness, preprocessing } from "./wording.js";

type Bytes = Uint8Array<ArrayBuffer>;

/** The bytes of a density's files, by name. */
export type DensityFiles = Readonly<
  { "energy.onnx": Bytes } & Partial<Record<"log-partition.onnx" | "log-prob.onnx", Bytes>>
>;

/**
 * Exports a trained model of x alone as ONNX files (opset 17), in float32 and for any batch size:
 *
 *   energy.onnx         x [batch, dim] → energy [batch]
 *   log-partition.onnx  → log_partition [], if log Z is known
 *   log-prob.onnx       x [batch, dim] → log_prob [batch], if log Z is known
 *
 * @throws {EbmError} If the model is inconsistent, or its energy cannot be traced.
 */
export function exportDensity(density: Density, card: ModelCard): DensityFiles {
  const { dim, logPartition, standardization } = density;
  checkCount("exportDensity", { dim });
  if (standardization) checkStandardization("exportDensity", standardization, dim);
  if (logPartition !== undefined) {
    const value = logPartition?.value;
    if (!Number.isFinite(value)) {
      const came = typeof logPartition === "object" ? `of value ${value}` : logPartition;
      throw new EbmError(
        `exportDensity: \`logPartition\` is ${came}, expected { value, normalizer } with a finite value.`,
      );
    }
    checkOneOf("exportDensity", { normalizer: logPartition.normalizer }, NORMALIZERS);
  }
  const outputs = densityOutputs(density);
  const logZ = rawLogPartition(density);
  const metadata = metadataOf(density, card);
  const encode = (name: string, traced: Traced, description: string): Bytes =>
    encodeModel(traced, { name, description, metadata: { output: name, ...metadata } });
  const ofRows = (name: "energy" | "log_prob"): Traced =>
    trace((inputs) => ({ [name]: outputs(inputs)[name]! }), {
      x: { shape: ["batch", dim], dtype: "float32" },
    });
  const energy = encode(
    "energy",
    ofRows("energy"),
    "The energy E(x) of p(x) ∝ exp(−E(x)): low is likely.",
  );
  if (!logPartition || logZ === undefined) return { "energy.onnx": energy };

  const how = exactness[logPartition.normalizer];
  return {
    "energy.onnx": energy,
    "log-partition.onnx": encode(
      "log_partition",
      trace(() => ({ log_partition: tf.scalar(logZ) }), {}),
      `The log-partition log Z of p(x) = exp(−E(x) − log Z), ${how}.`,
    ),
    "log-prob.onnx": encode(
      "log_prob",
      ofRows("log_prob"),
      `The log-probability log p(x) = −E(x) − log Z, with a log Z ${how}.`,
    ),
  };
}

function metadataOf(density: Density, card: ModelCard): Record<string, string> {
  const { logPartition } = density;
  return {
    ...cardMetadata(card),
    sign_convention: "p(x) = exp(-energy - log_partition): low energy is likely",
    normalizer: logPartition?.normalizer ?? "unknown",
    ...(logPartition && { log_partition: `${rawLogPartition(density)}` }),
    preprocessing: preprocessing(density),
  };
}
