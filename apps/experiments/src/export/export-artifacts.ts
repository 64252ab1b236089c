import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { EbmError } from "@ebm/core/errors";
import { writeDurably } from "@ebm/core/files";
import {
  graphDigest,
  type Quantization,
  quantize,
  splitWeights,
  withMetadata,
} from "@ebm/onnx-export";
import type { ExportCheck } from "../report/report-data.js";
import type { Artifact } from "./artifact.js";
import { describeVerification } from "./describe-verification.js";
import { onnxruntimeNode } from "./runtimes/onnxruntime-node.js";
import type { Runtime } from "./runtimes/runtime.js";
import { verifyArtifact } from "./verify-artifact.js";
import { withProof } from "./with-proof.js";

export interface ExportArtifactsOptions {
  /** The directory to write to. */
  readonly directory: string;
  /** The precision of the weights. Default: float32. */
  readonly quantization?: Quantization | undefined;
  /** Whether large weights go to a separate file. Default: false. */
  readonly externalData?: boolean | undefined;
  /**
   * Stops the export between two files, with the reason of the signal as the error. Default: none.
   */
  readonly signal?: AbortSignal | undefined;
  /** Called with the fraction of files that are written. Default: none. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * Writes ONNX files. Verifies each in ONNX Runtime against its reference, and stores trials in its
 * metadata so that others can verify it.
 *
 * @returns The error of each file at each batch size.
 */
export async function exportArtifacts(
  artifacts: readonly Artifact[],
  options: ExportArtifactsOptions,
): Promise<ExportCheck[]> {
  const { quantization, signal, onProgress } = options;
  const runtime = (await onnxruntimeNode.open()) as Runtime;
  const checks: ExportCheck[] = [];
  for (const [i, artifact] of artifacts.entries()) {
    await setImmediate(); // lets signals in
    signal?.throwIfAborted();
    const made = quantization ? quantized(artifact, quantization) : artifact;
    // the error from lower precision is reported, but does not fail
    const errors = await verifyArtifact(made, { runtime, judged: !quantization });
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
    await setImmediate();
    const pass = errors.every((error) => error.pass);
    const verification = JSON.stringify([describeVerification(runtime, { pass, errors })]);
    await write({ ...made, bytes: withMetadata(made.bytes, { verification }) }, options);
    onProgress?.((i + 1) / artifacts.length);
  }
  return worst(checks);
}

/** @throws {EbmError} If a file computes something else than the trained model. */
export function checkExports(checks: readonly ExportCheck[]): void {
  const failed = checks.find(({ passed }) => !passed);
  if (!failed) return;
  const { file, batch, maxRelError } = failed;
  throw new EbmError(
    `${file} is off by ${maxRelError} of its scale at batch size ${batch}: it does not compute the trained model.`,
  );
}

function quantized(artifact: Artifact, to: Quantization): Artifact {
  const file = artifact.file.replace(/\.onnx$/, `.${to}.onnx`);
  const bytes = withMetadata(quantize(artifact.bytes, to), { quantization: to });
  return { ...artifact, file, bytes };
}

async function write(
  artifact: Artifact,
  { directory, externalData }: ExportArtifactsOptions,
): Promise<void> {
  const { file } = artifact;
  const bytes = await withProof(artifact);
  if (!externalData) return writeDurably(join(directory, file), bytes);
  // a name of its own for each content: a kill between the two writes leaves the old pair whole
  const location = `${file}.${(await graphDigest(bytes)).slice(0, 16)}.data`;
  const { model, data } = splitWeights(bytes, { location });
  await writeDurably(join(directory, location), data);
  await writeDurably(join(directory, file), model);
  for (const name of await readdir(directory)) {
    const isOld = name.startsWith(`${file}.`) && name.endsWith(".data") && name !== location;
    if (isOld) await rm(join(directory, name));
  }
}

/** Returns the largest error among the outputs of each file. */
function worst(checks: readonly ExportCheck[]): ExportCheck[] {
  const found = new Map<string, ExportCheck>();
  for (const check of checks) {
    const place = `${check.file} ${check.batch}`;
    const known = found.get(place);
    if (!known || check.maxRelError! > known.maxRelError!) found.set(place, check);
  }
  return [...found.values()];
}
