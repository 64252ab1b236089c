import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import type { Checkpoint } from "@ebm/engine";
import {
  type ModelCard,
  type Quantization,
  quantize,
  splitWeights,
  withMetadata,
} from "@ebm/onnx-export";
import writeFileAtomic from "write-file-atomic";
import type { ExportCheck } from "../report/report-data.js";
import type { Run } from "../run/load-run.js";
import type { Artifact } from "./artifact.js";
import { artifacts, type What } from "./artifacts.js";
import { describeVerification } from "./describe-verification.js";
import { onnxruntimeNode } from "./runtimes/onnxruntime-node.js";
import type { Runtime } from "./runtimes/runtime.js";
import { verifyArtifact } from "./verify-artifact.js";
import { withProof } from "./with-proof.js";

export interface ExportOptions {
  readonly kept: Checkpoint;
  /** Where to write. */
  readonly directory: string;
  readonly what?: readonly What[] | undefined;
  readonly quantization?: Quantization | undefined;
  /** Whether files that take a y take several of each x. */
  readonly samples?: boolean | undefined;
  /** Whether large weights go to a file beside each. */
  readonly externalData?: boolean | undefined;
  /** What the model scored, for its card. */
  readonly metrics?: ModelCard["metrics"];
}

/**
 * Writes a run's model as ONNX files, each verified in ONNX Runtime against the parameters it was
 * made from, with trials in its metadata by which others can verify it.
 *
 * @returns How far each file is off at each batch size.
 */
export async function exportRun(run: Run, options: ExportOptions): Promise<ExportCheck[]> {
  const { kept, quantization, samples, what = ["energy", "log-partition", "log-prob"] } = options;
  const card = cardOf(run, options);
  const runtime = (await onnxruntimeNode.open()) as Runtime;
  const checks: ExportCheck[] = [];
  for (const artifact of artifacts(run, { kept, what, card, samples })) {
    const made = quantization ? quantized(artifact, quantization) : artifact;
    // what precision costs is stated, not judged
    const tolerance = quantization && Number.MAX_VALUE;
    const errors = await verifyArtifact(made, { runtime, tolerance });
    for (const { batch, absolute, relative, pass } of errors) {
      const { file } = made;
      checks.push({
        file,
        runtime: `${runtime.name} ${runtime.version}`,
        batch,
        maxAbsError: absolute,
        maxRelError: relative,
        passed: pass,
      });
    }
    const pass = errors.every((error) => error.pass);
    const verification = JSON.stringify([describeVerification(runtime, { pass, errors })]);
    await write({ ...made, bytes: withMetadata(made.bytes, { verification }) }, options);
  }
  return worst(checks);
}

/** @throws {EbmError} If a file computes something else than what was trained. */
export function checkExports(checks: readonly ExportCheck[]): void {
  const failed = checks.find(({ passed }) => !passed);
  if (!failed) return;
  const { file, batch, maxRelError } = failed;
  throw new EbmError(
    `${file} is off by ${maxRelError} of its scale at batch size ${batch}: it does not compute what was trained.`,
  );
}

function cardOf(
  { config, data, experiment }: Run,
  { kept, metrics }: Pick<ExportOptions, "kept" | "metrics">,
): ModelCard {
  return {
    method: `joint-partition, ${config.loss}`,
    structure: experiment.structure.name,
    dataset: data.name,
    run: `seed ${config.seed}, step ${kept.step}`,
    labels: data.labelNames,
    ...(metrics && { metrics }),
    version: config.versions.ebm ?? "unknown",
  };
}

function quantized(artifact: Artifact, to: Quantization): Artifact {
  const file = artifact.file.replace(/\.onnx$/, `.${to}.onnx`);
  const bytes = withMetadata(quantize(artifact.bytes, to), { quantization: to });
  return { ...artifact, file, bytes };
}

async function write(
  artifact: Artifact,
  { directory, externalData }: Pick<ExportOptions, "directory" | "externalData">,
): Promise<void> {
  const { file } = artifact;
  const bytes = withProof(artifact);
  if (!externalData) return writeFileAtomic(join(directory, file), Buffer.from(bytes));
  const location = `${file}.data`;
  const { model, data } = splitWeights(bytes, { location });
  await writeFileAtomic(join(directory, location), Buffer.from(data));
  await writeFileAtomic(join(directory, file), Buffer.from(model));
}

/** Of several outputs of a file, the one that is off most. */
function worst(checks: readonly ExportCheck[]): ExportCheck[] {
  const found = new Map<string, ExportCheck>();
  for (const check of checks) {
    const place = `${check.file} ${check.batch}`;
    const known = found.get(place);
    if (!known || check.maxRelError! > known.maxRelError!) found.set(place, check);
  }
  return [...found.values()];
}
