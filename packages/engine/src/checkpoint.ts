import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { EbmError, type NamedArray } from "@ebm/core";
import { writeDurably } from "@ebm/core/files";
import { decodeSafetensors, encodeSafetensors, type Safetensors } from "./safetensors.js";

/** The state that a training run needs to continue as if it had never stopped. */
export interface Checkpoint {
  /** Number of updates so far. */
  readonly step: number;
  /** The parameters, by their paths in the tree. */
  readonly params: Readonly<Record<string, NamedArray>>;
  /** The vectors of the optimizer, by name. */
  readonly moments: Readonly<Record<string, Float32Array>>;
  /** Texts to store with it, such as the digest of its run. Default: none. */
  readonly notes?: Readonly<Record<string, string>>;
}

/**
 * Writes a checkpoint as a safetensors file: `params.<path>`, `moments.<name>`, and in its metadata
 * the step, `notes.<name>` and a digest of everything. The file is replaced as a whole or not at all.
 *
 * @throws {EbmError} If the file cannot be written. The previous checkpoint then stays unchanged.
 */
export async function saveCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const { step, params, moments, notes = {} } = checkpoint;
  const tensors = {
    ...prefixed("params.", params, (array) => array),
    ...prefixed("moments.", moments, (data) => ({ data, shape: [data.length] })),
  };
  const metadata = {
    format: "ebm",
    step: `${step}`,
    ...prefixed("notes.", notes, (note) => note),
  };
  const sha256 = digestOf({ tensors, metadata });
  await writeDurably(path, encodeSafetensors({ tensors, metadata: { ...metadata, sha256 } }));
}

/**
 * Reads a checkpoint.
 *
 * @throws {EbmError} If the file does not exist, is not a checkpoint, or is damaged.
 */
export async function loadCheckpoint(path: string): Promise<Checkpoint> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new EbmError(`loadCheckpoint: no file at ${path}.`, { cause });
  });
  const { tensors, metadata: all } = decodeSafetensors(bytes);
  const { sha256, ...metadata } = all;
  const step = Number(metadata.step);
  if (!/^\d+$/.test(metadata.step ?? "") || !Number.isSafeInteger(step)) {
    throw new EbmError(
      `loadCheckpoint: ${path} has \`step\` ${metadata.step} in its metadata, expected a whole number.`,
    );
  }
  const digest = digestOf({ tensors, metadata });
  if (sha256 !== digest) {
    throw new EbmError(
      `loadCheckpoint: ${path} is damaged: \`sha256\` is ${sha256}, expected ${digest}.`,
    );
  }
  const moments = Object.entries(stripped("moments.", tensors));
  const notes = stripped("notes.", metadata);
  return {
    step,
    params: stripped("params.", tensors),
    moments: Object.fromEntries(moments.map(([name, { data }]) => [name, data])),
    ...(Object.keys(notes).length > 0 && { notes }),
  };
}

/** Computes the SHA-256 of the names, shapes and elements of tensors, and of the metadata. */
function digestOf({ tensors, metadata }: Safetensors): string {
  const shapes = Object.entries(tensors).map(([name, { shape }]) => [name, shape]);
  const hash = createHash("sha256").update(JSON.stringify([Object.entries(metadata), shapes]));
  for (const { data } of Object.values(tensors)) hash.update(data);
  return hash.digest("hex");
}

function prefixed<A, B>(
  prefix: string,
  record: Readonly<Record<string, A>>,
  map: (value: A) => B,
): Record<string, B> {
  const entries = Object.entries(record).map(([name, value]) => [prefix + name, map(value)]);
  return Object.fromEntries(entries);
}

function stripped<A>(prefix: string, record: Readonly<Record<string, A>>): Record<string, A> {
  const found = Object.entries(record).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value]));
}
