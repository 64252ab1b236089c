import { readFile } from "node:fs/promises";
import { EbmError, type NamedArray } from "@ebm/core";
import writeFileAtomic from "write-file-atomic";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.js";

/** All that a training run needs to go on as if it had never stopped. */
export interface Checkpoint {
  /** Updates made so far. */
  readonly step: number;
  /** The parameters, by their paths in the tree. */
  readonly params: Readonly<Record<string, NamedArray>>;
  /** The optimizer's vectors, by their names. */
  readonly moments: Readonly<Record<string, Float32Array>>;
}

/**
 * Writes a checkpoint as a safetensors file: `params.<path>` and `moments.<name>`, and the step in
 * its metadata. The file is replaced whole or not at all.
 */
export async function saveCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const { step, params, moments } = checkpoint;
  const tensors = {
    ...prefixed("params.", params, (array) => array),
    ...prefixed("moments.", moments, (data) => ({ data, shape: [data.length] })),
  };
  const bytes = encodeSafetensors({ tensors, metadata: { format: "ebm", step: `${step}` } });
  await writeFileAtomic(path, Buffer.from(bytes.buffer));
}

/** @throws {EbmError} Where there is no such file, or it is not a checkpoint. */
export async function loadCheckpoint(path: string): Promise<Checkpoint> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new EbmError(`loadCheckpoint: no file at ${path}.`, { cause });
  });
  const { tensors, metadata } = decodeSafetensors(bytes);
  const step = Number(metadata.step);
  if (!Number.isInteger(step) || step < 0) {
    throw new EbmError(
      `loadCheckpoint: ${path} has \`step\` ${metadata.step} in its metadata, expected a whole number.`,
    );
  }
  const moments = Object.entries(stripped("moments.", tensors));
  return {
    step,
    params: stripped("params.", tensors),
    moments: Object.fromEntries(moments.map(([name, { data }]) => [name, data])),
  };
}

function prefixed<A>(
  prefix: string,
  record: Readonly<Record<string, A>>,
  map: (value: A) => NamedArray,
): Record<string, NamedArray> {
  const entries = Object.entries(record).map(([name, value]) => [prefix + name, map(value)]);
  return Object.fromEntries(entries);
}

function stripped(
  prefix: string,
  tensors: Readonly<Record<string, NamedArray>>,
): Record<string, NamedArray> {
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, array]) => [name.slice(prefix.length), array]));
}
