import { dirname, join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import {
  type Feeds,
  graphDigest,
  readSignature,
  readTrials,
  type Trial,
  type Verification,
  verify,
} from "@ebm/onnx-export";
import { messageOf } from "../errors.js";
import { readModel } from "./read-model.js";
import { onnxruntimeNode } from "./runtimes/onnxruntime-node.js";
import type { Runtime } from "./runtimes/runtime.js";
import { verifyInFloat64 } from "./verify-in-float64.js";

/** The result of running a file in a runtime. */
export type RuntimeReport = { readonly runtime: string } & (
  | { readonly missing: string }
  | { readonly version: string; readonly refused: string }
  | ({ readonly version: string } & Verification)
);

/** A runtime, or the reason why it is not available. */
export type Opened = Runtime | { readonly name: string; readonly missing: string };

/**
 * Runs a file on the trials in its metadata, in one runtime after another.
 *
 * @throws {EbmError} If it has no trials, or was changed after the export.
 */
export async function* verifyFile(
  path: string,
  { runtimes, tolerance }: { readonly runtimes: readonly Opened[]; readonly tolerance: number },
): AsyncGenerator<RuntimeReport> {
  const bytes = await readModel(path);
  const trials = await completed(path, bytes);
  const { quantization, graph_sha256: digest, tolerance: stated } = readSignature(bytes).metadata;
  if (digest !== undefined && digest !== (await graphDigest(bytes))) {
    throw new EbmError(`${path} has another graph or other weights than were exported.`);
  }
  const judged =
    quantization === undefined
      ? await verifyInFloat64(bytes, {
          trials,
          tolerance: Math.max(tolerance, Number(stated ?? 0)),
        })
      : undefined;
  const { exact, limit = Number.MAX_VALUE } = judged ?? {};
  if (exact && !exact.pass) {
    yield { runtime: "onnxruntime-node in float64", ...exact };
  }
  for (const runtime of runtimes) {
    const { name } = runtime;
    if ("missing" in runtime) {
      yield { runtime: name, missing: runtime.missing };
      continue;
    }
    const { version } = runtime;
    try {
      const verification = await verifyIn(runtime, { bytes, trials, tolerance: limit });
      yield { runtime: name, version, ...verification };
    } catch (error) {
      yield { runtime: name, version, refused: messageOf(error) };
    }
  }
}

async function verifyIn(
  runtime: Runtime,
  options: { readonly bytes: Uint8Array; readonly trials: Trial[]; readonly tolerance: number },
): Promise<Verification> {
  const model = await runtime.load(options.bytes);
  try {
    return await verify(model.run, options);
  } finally {
    await model.dispose();
  }
}

/**
 * Reads the trials of a file. A training step takes its state from train-state.onnx in the same
 * directory.
 */
async function completed(path: string, bytes: Uint8Array): Promise<Trial[]> {
  const trials = readTrials(bytes);
  if (trials.length === 0)
    throw new EbmError(`${path} has no trials in its metadata to verify it by.`);
  const { inputs } = readSignature(bytes);
  if (Object.keys(inputs).every((name) => trials[0]!.inputs[name])) return trials;
  const state = await readState(join(dirname(path), "train-state.onnx"));
  return trials.map((trial) => ({ ...trial, inputs: { ...state, ...trial.inputs } }));
}

async function readState(path: string): Promise<Feeds> {
  const runtime = (await onnxruntimeNode.open()) as Runtime;
  const model = await runtime.load(await readModel(path));
  const state = await model.run({});
  await model.dispose();
  return state;
}
