import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { EbmError } from "@ebm/core/errors";

/** A file, and its contents when the work began. */
export interface ScoredFile {
  readonly path: string;
  readonly bytes: number;
  /** The SHA-256 of the file, or of the last part of a Parquet file, which describes the others. */
  readonly sha256: string;
}

/** The bytes at the end of a large file that are compared. */
const FOOTER = 1 << 20;

/** @throws {EbmError} If the file cannot be read. */
export async function scoredFile(path: string, part: "all" | "footer"): Promise<ScoredFile> {
  try {
    const handle = await open(path);
    try {
      const { size } = await handle.stat();
      const length = part === "all" ? size : Math.min(size, FOOTER);
      const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
      return { path, bytes: size, sha256: createHash("sha256").update(buffer).digest("hex") };
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new EbmError(`${path} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}

/**
 * Reads a file that has not changed since the work began. Of a large one, checks the end only.
 *
 * @throws {EbmError} If it has changed.
 */
export async function readFileOf(
  file: ScoredFile,
  part: "all" | "footer" = "all",
): Promise<Uint8Array> {
  const found = await scoredFile(file.path, part);
  if (found.sha256 !== file.sha256 || found.bytes !== file.bytes) {
    throw new EbmError(`${file.path} has changed since the work began. Choose another --out.`);
  }
  return part === "all" ? readFile(file.path) : new Uint8Array();
}
