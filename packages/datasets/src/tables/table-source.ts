import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createGunzip, gunzip } from "node:zlib";
import { EbmError } from "@ebm/core/errors";

/** The source of a table: a path, a file URL, its bytes, or a stream of bytes. */
export type TableSource =
  | string
  | URL
  | Uint8Array
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;

/** Bytes that can be read more than once. */
export interface ByteSource {
  /** The name for errors. */
  readonly name: string;
  /** The path, if the bytes are those of a file that is not compressed. */
  readonly path: string | undefined;
  /** The bytes from the start, decompressed if gzip made them. */
  chunks(): AsyncIterable<Uint8Array>;
  /** All of them. */
  bytes(): Promise<Uint8Array>;
}

/**
 * Calls `use` with a source that can be read more than once. A stream is written to a temporary
 * file first, which is deleted afterwards: so a large one does not fill the memory.
 */
export async function* withByteSource<T>(
  where: string,
  { source, file }: { readonly source: TableSource; readonly file: string | undefined },
  use: (source: ByteSource) => AsyncIterable<T>,
): AsyncGenerator<T> {
  if (typeof source === "string" || source instanceof URL) {
    const path = source instanceof URL ? fileURLToPath(source) : source;
    yield* use(await fromFile(where, path, file ?? path));
  } else if (source instanceof Uint8Array) {
    yield* use(fromBytes(where, source, file ?? "the data"));
  } else {
    const folder = await mkdtemp(join(tmpdir(), "ebm-table-"));
    try {
      const path = join(folder, "table");
      await pipeline(Readable.from(source), createWriteStream(path));
      yield* use(await fromFile(where, path, file ?? "the stream"));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function fromFile(where: string, path: string, name: string): Promise<ByteSource> {
  const head = new Uint8Array(2);
  try {
    const handle = await open(path);
    await handle.read(head).finally(() => handle.close());
  } catch (cause) {
    throw cannotRead(where, name, cause);
  }
  const zipped = isGzip(head);
  return {
    name,
    path: zipped ? undefined : path,
    chunks: () =>
      pieces(where, name, () => createReadStream(path, { highWaterMark: 2 ** 18 }), zipped),
    async bytes() {
      const bytes = await readFile(path).catch((cause) =>
        Promise.reject(cannotRead(where, name, cause)),
      );
      return zipped ? unzip(where, name, bytes) : bytes;
    },
  };
}

function fromBytes(where: string, data: Uint8Array, name: string): ByteSource {
  const zipped = isGzip(data);
  return {
    name,
    path: undefined,
    chunks: () => pieces(where, name, () => Readable.from(slices(data)), zipped),
    bytes: async () => (zipped ? unzip(where, name, data) : data),
  };
}

async function* pieces(
  where: string,
  name: string,
  start: () => Readable,
  zipped: boolean,
): AsyncGenerator<Uint8Array> {
  const stream = start();
  try {
    if (!zipped) return yield* stream;
    const unzipped = stream.pipe(createGunzip({ chunkSize: 2 ** 18 }));
    stream.on("error", (error) => unzipped.destroy(error));
    yield* unzipped;
  } catch (cause) {
    throw cause instanceof EbmError ? cause : cannotRead(where, name, cause);
  } finally {
    stream.destroy();
  }
}

async function unzip(where: string, name: string, data: Uint8Array): Promise<Uint8Array> {
  return promisify(gunzip)(data, { maxOutputLength: 2 ** 30 }).catch((cause) =>
    Promise.reject(cannotRead(where, name, cause)),
  );
}

function cannotRead(where: string, name: string, cause: unknown): EbmError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const reason =
    code === "ENOENT"
      ? "there is no such file"
      : `it cannot be read (${message.replace(/\.$/, "")})`;
  return new EbmError(`${where}: ${name}: ${reason}.`, { cause });
}

function* slices(data: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < data.length; at += 2 ** 18) yield data.subarray(at, at + 2 ** 18);
}

function isGzip(data: Uint8Array): boolean {
  return data[0] === 0x1f && data[1] === 0x8b;
}
