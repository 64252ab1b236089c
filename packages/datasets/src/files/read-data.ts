import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { EbmError } from "@ebm/core/errors";

/** Reads a file and unzips gzip. Returns undefined if the file does not exist. */
export async function readData(where: string, path: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readFile(path);
    return bytes[0] === 0x1f && bytes[1] === 0x8b
      ? await promisify(gunzip)(bytes, { maxOutputLength: 2 ** 30 })
      : bytes;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new EbmError(`${where}: \`${path}\` cannot be read: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

/** The text of a file in UTF-8, zipped by gzip or not. */
export async function readText(where: string, path: string): Promise<string> {
  const bytes = await readData(where, path);
  if (bytes === undefined) throw new EbmError(`${where}: there is no file \`${path}\`.`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new EbmError(`${where}: \`${path}\` has bytes that are not UTF-8, expected text.`, {
      cause,
    });
  }
}
