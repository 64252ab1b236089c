import { EbmError } from "@ebm/core/errors";
import type { Checkpoint } from "@ebm/engine";
import { exportModel, type ModelCard, modelOutputs } from "@ebm/onnx-export";
import { paramsOf } from "../run/kept-params.js";
import type { Run } from "../run/load-run.js";
import type { Artifact } from "./artifact.js";
import { exportedModel } from "./exported-model.js";
import { exportedSampler } from "./exported-sampler.js";
import { exportedTrainStep } from "./exported-train-step.js";
import { perSample } from "./per-sample.js";
import { randomInputs } from "./random-inputs.js";
import { whyMissing } from "./why-missing.js";

/** What of a run can be exported. */
export const WHAT = [
  "energy",
  "log-partition",
  "log-prob",
  "predict",
  "sampler",
  "train-step",
] as const;

export type What = (typeof WHAT)[number];

export interface ArtifactOptions {
  readonly kept: Checkpoint;
  readonly what: readonly What[];
  readonly card: ModelCard;
  /** Whether what takes a y takes several of each x. */
  readonly samples?: boolean | undefined;
}

/**
 * Files of a run's model.
 *
 * @throws {EbmError} At what the model has no file of.
 */
export function artifacts(
  run: Run,
  { kept, what, card, samples = false }: ArtifactOptions,
): Artifact[] {
  const params = paramsOf(kept, run.params);
  const model = exportedModel(run, params);
  const files: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = exportModel(model, card);
  const proof = { reference: modelOutputs(model), sample: randomInputs(run) };
  const inputs = ({ x }: ReturnType<typeof proof.sample>) => ({ x: x! });

  return what.flatMap((name): Artifact[] => {
    const missing = whyMissing(run, name);
    if (missing) throw new EbmError(`${name}.onnx: ${missing}`);
    if (name === "sampler") return [exportedSampler(run, { params, card })];
    if (name === "train-step") return exportedTrainStep(run, { kept, params, card });
    const file = `${name}.onnx`;
    const bytes = files[file]!;
    const sample: typeof proof.sample = (key, batch) => inputs(proof.sample(key, batch));
    if (name === "predict") return [{ file, bytes, proof: { ...proof, sample } }];
    const artifact = { file, bytes, proof };
    return [samples && name !== "log-partition" ? perSample(artifact) : artifact];
  });
}
