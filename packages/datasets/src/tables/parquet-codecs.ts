import * as zlib from "node:zlib";
import type { Compressors } from "hyparquet";

/** The codecs that hyparquet needs for compressed Parquet files. It has Snappy itself. */
export const parquetCodecs: Compressors = {
  GZIP: (input) => zlib.gunzipSync(input),
  BROTLI: (input) => zlib.brotliDecompressSync(input),
  ZSTD(input) {
    // Node has it from 22.15 on
    if (zlib.zstdDecompressSync !== undefined) return zlib.zstdDecompressSync(input);
    throw new Error(
      `its compression by Zstandard needs Node 22.15 or newer, and this is ${process.version}`,
    );
  },
  LZ4_RAW: (input, length) => unpackLz4(input, length),
  LZ4: (input, length) => unpackFramedLz4(input, length),
};

/** Hadoop's frame: big-endian lengths before each block. Some writers leave it out. */
function unpackFramedLz4(input: Uint8Array, length: number): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const output = new Uint8Array(length);
  let at = 0;
  let filled = 0;
  while (at + 8 <= input.length) {
    const [size, packed] = [view.getUint32(at), view.getUint32(at + 4)];
    if (filled + size > length || at + 8 + packed > input.length) return unpackLz4(input, length);
    output.set(unpackLz4(input.subarray(at + 8, at + 8 + packed), size), filled);
    filled += size;
    at += 8 + packed;
  }
  return filled === length ? output : unpackLz4(input, length);
}

/** A block of LZ4. Reference: https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md */
function unpackLz4(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let [at, filled] = [0, 0];
  const more = (start: number): number => {
    let size = start;
    if (start < 15) return size;
    for (let byte = 255; byte === 255; size += byte) byte = input[at++] ?? 0;
    return size;
  };
  while (at < input.length) {
    const token = input[at++]!;
    const literals = more(token >> 4);
    output.set(input.subarray(at, at + literals), filled);
    at += literals;
    filled += literals;
    if (at >= input.length) break;
    const distance = input[at]! | (input[at + 1]! << 8);
    at += 2;
    const end = filled + more(token & 15) + 4;
    if (distance === 0 || distance > filled || end > length) break;
    for (; filled < end; filled++) output[filled] = output[filled - distance]!;
  }
  if (filled === length) return output;
  throw new Error("a page has malformed LZ4 data");
}
