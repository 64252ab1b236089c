import { EbmError, type NamedArray } from "@ebm/core";

/** The contents of a safetensors file of floats. */
export interface Safetensors {
  readonly tensors: Readonly<Record<string, NamedArray>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The bytes of a safetensors file: the length of a JSON header (8 bytes, little-endian), the
 * header, and the tensors' elements.
 *
 * Reference: https://huggingface.co/docs/safetensors
 */
export function encodeSafetensors({ tensors, metadata }: Safetensors): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const [name, { data, shape }] of Object.entries(tensors)) {
    const start = end;
    end += data.byteLength;
    header[name] = { dtype: "F32", shape, data_offsets: [start, end] };
  }
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

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** @throws {EbmError} Where the bytes are cut short, or hold other than floats. */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  const refuse = (what: string, cause?: unknown): never => {
    throw new EbmError(`decodeSafetensors: ${what}.`, { cause });
  };
  if (bytes.length < 8) return refuse(`the file has ${bytes.length} bytes, expected at least 8`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 8 + Number(view.getBigUint64(0, true));
  if (start > bytes.length) {
    return refuse(`the file has ${bytes.length} bytes, expected a header of ${start - 8}`);
  }
  const { __metadata__: metadata = {}, ...entries } = parseHeader(bytes.subarray(8, start), refuse);

  const tensors = Object.entries(entries as Record<string, Entry>).map(([name, entry]) => {
    const { dtype, shape, data_offsets: offsets } = entry;
    if (dtype !== "F32") refuse(`tensor \`${name}\` has dtype ${dtype}, expected F32`);
    const size = 4 * shape.reduce((product, axis) => product * axis, 1);
    const [from, to] = offsets;
    if (to - from !== size || start + to > bytes.length) {
      refuse(
        `tensor \`${name}\` is at bytes ${from} to ${to} of ${bytes.length - start}, expected ${size} of them`,
      );
    }
    // A copy, which `slice` of a Buffer is not.
    const data = new Float32Array(new Uint8Array(bytes.subarray(start + from, start + to)).buffer);
    return [name, { data, shape }] as const;
  });
  return { tensors: Object.fromEntries(tensors), metadata: metadata as Record<string, string> };
}

function parseHeader(
  bytes: Uint8Array,
  refuse: (what: string, cause: unknown) => never,
): Record<string, unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    return refuse("the header is not JSON", cause);
  }
}
