import { EbmError } from "@ebm/core/errors";
import { exportModel, modelOutputs } from "@ebm/onnx-export";
import type { Artifact } from "../../export/artifact.js";
import { perSample } from "../../export/per-sample.js";
import type { MakeFilesOptions } from "../task.js";
import { exportedModel } from "./exported-model.js";
import { exportedSampler } from "./exported-sampler.js";
import { exportedTrainStep } from "./exported-train-step.js";
import { paramsOf } from "./params-of.js";
import { randomInputs } from "./random-inputs.js";
import type { StructuredInstance } from "./structured-instance.js";
import { withRawColumns } from "./with-raw-columns.js";

export const DEFAULT_FILES: readonly string[] = ["energy", "log-partition", "log-prob"];

export const FILE_NAMES: readonly string[] = [...DEFAULT_FILES, "predict", "sampler", "train-step"];

/**
 * Creates the ONNX files of an instance.
 *
 * @throws {EbmError} If the model has no such file.
 */
export function makeFiles(
  instance: StructuredInstance,
  names: readonly string[],
  { kept, card, samples = false }: MakeFilesOptions,
): Artifact[] {
  const params = paramsOf(kept, instance.params);
  const model = exportedModel(instance, params);
  const files: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = exportModel(model, card);
  const proof = { reference: modelOutputs(model), sample: randomInputs(instance) };
  const inputs = ({ x }: ReturnType<typeof proof.sample>) => ({ x: x! });

  const made = names.flatMap((name): Artifact[] => {
    const missing = whyMissing(instance, name);
    if (missing) throw new EbmError(`${name}.onnx: ${missing}`);
    if (name === "sampler") return [exportedSampler(instance, { params, card })];
    if (name === "train-step") return exportedTrainStep(instance, { kept, params, card });
    const file = `${name}.onnx`;
    const bytes = files[file]!;
    const sample: typeof proof.sample = (key, batch) => inputs(proof.sample(key, batch));
    if (name === "predict") return [{ file, bytes, proof: { ...proof, sample } }];
    const artifact = { file, bytes, proof };
    return [samples && name !== "log-partition" ? perSample(artifact) : artifact];
  });
  return made.map((artifact) => withRawColumns(artifact, instance));
}

/** Returns the reason why an instance has no file of this name. Undefined if it has one. */
export function whyMissing({ model, loss }: StructuredInstance, name: string): string | undefined {
  if (!FILE_NAMES.includes(name))
    return `only another --model has it, expected ${FILE_NAMES.join(", ")}.`;
  if (name === "predict" && !model.tensorArgmax) {
    return `the likeliest y over ${model.structure.name} needs a solver, which no graph has.`;
  }
  if (name === "sampler" && !loss.isExponential) {
    return "a sparsemax model is not p ∝ exp(−E), which chains draw from.";
  }
  return undefined;
}
