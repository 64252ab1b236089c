import { EbmError } from "@ebm/core/errors";

/** Numbers in rows, packed. */
export interface NpyMatrix {
  readonly data: Float64Array;
  readonly shape: readonly [rows: number, columns: number];
}

/**
 * Reads a matrix of NumPy's format: `\x93NUMPY`, its version, the length of a head that describes
 * the array, and the numbers, row by row, in 4 or 8 bytes, the lowest first.
 *
 * @throws {EbmError} If the bytes are of another format, type, order or size.
 */
export function parseNpy(
  bytes: Uint8Array,
  { file }: { readonly file?: string | undefined } = {},
): NpyMatrix {
  const of = file === undefined ? "" : ` of ${file}`;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = Buffer.from(bytes.subarray(0, 6)).toString("latin1");
  if (bytes.length < 12 || magic !== "\x93NUMPY") {
    throw new EbmError(`parseNpy: the data${of} do not begin as NumPy's do.`);
  }
  const isFirst = bytes[6] === 1;
  const start = (isFirst ? 10 : 12) + (isFirst ? view.getUint16(8, true) : view.getUint32(8, true));
  const head = Buffer.from(bytes.subarray(isFirst ? 10 : 12, start)).toString("latin1");
  const [, width] = /'descr': '<f([48])'/.exec(head) ?? [];
  const [, rows, columns] = /'shape': \((\d+), (\d+)\)/.exec(head) ?? [];
  if (width === undefined || rows === undefined || !head.includes("'fortran_order': False")) {
    throw new EbmError(
      `parseNpy: the head${of} is ${head.trim()}, expected a matrix of <f4 or <f8.`,
    );
  }
  const shape = [Number(rows), Number(columns)] as const;
  const count = shape[0] * shape[1];
  if (bytes.length !== start + count * Number(width)) {
    throw new EbmError(
      `parseNpy: the data${of} have ${bytes.length} bytes, expected ${start + count * Number(width)} of shape [${shape.join(", ")}].`,
    );
  }
  const read = (i: number): number =>
    width === "8" ? view.getFloat64(start + 8 * i, true) : view.getFloat32(start + 4 * i, true);
  return { data: Float64Array.from({ length: count }, (_, i) => read(i)), shape };
}
