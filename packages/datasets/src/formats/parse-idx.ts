import { EbmError } from "@ebm/core/errors";

/** Bytes in an array of any number of axes, packed. */
export interface IdxArray {
  readonly data: Uint8Array;
  readonly shape: readonly number[];
}

/**
 * Reads IDX, the format of MNIST, of unsigned bytes: 0, 0, 8, the number of axes, the size of each
 * in 32 bits, the highest byte first, and then the entries.
 *
 * @throws {EbmError} If the bytes are of another format or type, or not as many as the sizes say.
 */
export function parseIdx(
  bytes: Uint8Array,
  { file }: { readonly file?: string | undefined } = {},
): IdxArray {
  const of = file === undefined ? "" : ` of ${file}`;
  const magic = Array.from(bytes.subarray(0, 4));
  const axes = magic[3] ?? 0;
  if (magic[0] !== 0 || magic[1] !== 0 || magic[2] !== 8 || axes === 0) {
    throw new EbmError(
      `parseIdx: the head${of} is [${magic.join(", ")}], expected 0, 0, 8 and the number of axes.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 4 + 4 * axes;
  const shape =
    bytes.length < start ? [] : Array.from({ length: axes }, (_, i) => view.getUint32(4 + 4 * i));
  const size = start + shape.reduce((size, axis) => size * axis, 1);
  if (bytes.length < start || bytes.length !== size) {
    throw new EbmError(
      `parseIdx: the data${of} have ${bytes.length} bytes, expected ${bytes.length < start ? start : size} of shape [${shape.join(", ")}].`,
    );
  }
  return { data: bytes.slice(start), shape };
}
