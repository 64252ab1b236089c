import { EbmError } from "@ebm/core/errors";

/** Some bytes of a file in an archive, in order. */
export interface TarChunk {
  /** The path of the file in the archive. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;

/**
 * The files of a tar archive, as they pass: a block that has the name and the size, then the bytes,
 * filled up to whole blocks.
 *
 * @throws {EbmError} If it ends within a file, or is no such archive.
 */
export async function* readTar(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TarChunk> {
  let head: Uint8Array = new Uint8Array(0);
  let [name, left, filling] = ["", 0, 0];
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      if (left > 0) {
        const bytes = chunk.subarray(at, at + left);
        [at, left] = [at + bytes.length, left - bytes.length];
        yield { name, bytes };
      } else if (filling > 0) {
        const skipped = Math.min(filling, chunk.length - at);
        [at, filling] = [at + skipped, filling - skipped];
      } else {
        const bytes = chunk.subarray(at, at + BLOCK - head.length);
        [at, head] = [at + bytes.length, Buffer.concat([head, bytes])];
        if (head.length < BLOCK) continue;
        [name, left] = nameAndSize(head);
        filling = (BLOCK - (left % BLOCK)) % BLOCK;
        head = new Uint8Array(0);
      }
    }
  }
  if (left > 0) {
    throw new EbmError(`readTar: the archive ends ${left} bytes before the end of \`${name}\`.`);
  }
}

function nameAndSize(head: Uint8Array): [name: string, size: number] {
  const text = (from: number, length: number): string =>
    Buffer.from(head.subarray(from, from + length))
      .toString("latin1")
      .replace(/\0.*$/s, "");
  const [name, prefix, size] = [text(0, 100), text(345, 155), text(124, 12).trim()];
  if (!/^[0-7]*$/.test(size)) {
    throw new EbmError(`readTar: \`${name}\` has size \`${size}\`, expected an octal number.`);
  }
  const isNamed = text(257, 5) === "ustar" && prefix !== "";
  return [isNamed ? `${prefix}/${name}` : name, Number.parseInt(size || "0", 8)];
}
