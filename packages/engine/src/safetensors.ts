import { EbmError, type NamedArray } from "@ebm/core";
import { duplicateKey } from "./duplicate-key.js";

/** The contents of a safetensors file of floats. */
export interface Safetensors {
  readonly tensors: Readonly<Record<string, NamedArray>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Encodes a safetensors file: the length of a JSON header (8 bytes, little-endian), the header, and
 * the elements of the tensors.
 *
 * Reference: https://huggingface.co/docs/safetensors
 */
export function encodeSafetensors({ tensors, metadata }: Safetensors): Uint8Array {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { data, shape }]) => {
    const start = end;
    end += data.byteLength;
    return [name, { dtype: "F32", shape, data_offsets: [start, end] }] as const;
  });
  const header = Object.fromEntries([["__metadata__", metadata], ...entries]);
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Spaces after the header keep the elements aligned to 8 bytes.
  const start = 8 + Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(start + end).fill(0x20, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(json, 8);
  let next = start;
  for (const { data } of Object.values(tensors)) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), next);
    next += data.byteLength;
  }
  return bytes;
}

/**
 * Reads a safetensors file of floats, as strictly as the specification: the tensors fill the bytes
 * after the header without gaps, overlaps or trailing bytes.
 *
 * @throws {EbmError} If the file is truncated, is not a safetensors file, or has other types.
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  if (bytes.length < 8) refuse(`the file has ${bytes.length} bytes, expected at least 8`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > Math.min(bytes.length - 8, LONGEST_HEADER)) {
    refuse(`the file has ${bytes.length} bytes, expected a header of ${length}`);
  }
  const elements = bytes.subarray(8 + length);
  const { __metadata__: metadata = {}, ...entries } = parseHeader(bytes.subarray(8, 8 + length));
  if (!isRecord(metadata) || Object.values(metadata).some((value) => typeof value !== "string")) {
    refuse(`\`__metadata__\` is ${shown(metadata)}, expected texts by name`);
  }
  const found = Object.entries(entries).map(([name, entry]) => checkEntry(name, entry));
  checkCovers(found, elements.length);
  const tensors = found.map(({ name, shape, from, to }) => {
    // A copy, which `slice` of a Buffer is not.
    const data = new Float32Array(new Uint8Array(elements.subarray(from, to)).buffer);
    return [name, { data, shape }] as const;
  });
  return { tensors: Object.fromEntries(tensors), metadata: metadata as Record<string, string> };
}

/** The limit of the reference implementation. */
const LONGEST_HEADER = 100_000_000;

function parseHeader(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let [text, header]: [string, unknown] = ["", undefined];
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    header = JSON.parse(text);
  } catch (cause) {
    refuse("the header is not JSON", cause);
  }
  // The specification lets spaces follow the object, but nothing precede it.
  if (!isRecord(header) || !text.startsWith("{")) {
    refuse(`the header is ${shown(header)}, expected an object`);
  }
  const key = duplicateKey(text);
  if (key !== undefined) refuse(`the header has ${shown(key)} twice, expected it once`);
  return header;
}

/** A tensor at the bytes from `from` to before `to`. */
interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

function checkEntry(name: string, entry: unknown): Entry {
  const tensor = `tensor ${shown(name)}`;
  if (!isRecord(entry)) refuse(`${tensor} is ${shown(entry)}, expected an object`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (dtype !== "F32") refuse(`${tensor} has dtype ${shown(dtype)}, expected F32`);
  if (!isCounts(shape)) refuse(`${tensor} has shape ${shown(shape)}, expected whole numbers`);
  if (!isCounts(offsets) || offsets.length !== 2) {
    refuse(`${tensor} has data_offsets ${shown(offsets)}, expected two whole numbers`);
  }
  const [from, to] = offsets as [number, number];
  const size = 4 * shape.reduce((product, axis) => product * axis, 1);
  if (to - from !== size) {
    refuse(`${tensor} is at bytes ${from} to ${to}, expected ${size} bytes`);
  }
  return { name, shape, from, to };
}

function checkCovers(entries: readonly Entry[], length: number): void {
  let end = 0;
  for (const { name, from, to } of entries.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== end) refuse(`tensor ${shown(name)} starts at byte ${from}, expected ${end}`);
    end = to;
  }
  if (end !== length) refuse(`the tensors have ${end} bytes, but ${length} follow the header`);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);

/** A value as JSON on one line, shortened. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function refuse(what: string, cause?: unknown): never {
  throw new EbmError(`decodeSafetensors: ${what}.`, { cause });
}
