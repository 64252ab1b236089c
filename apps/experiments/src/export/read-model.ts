import { lstat, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { joinWeights } from "@ebm/onnx-export";

/**
 * Reads an ONNX file, and the weights that it keeps in other files of its directory.
 *
 * @throws {EbmError} If a file cannot be read, or names a file in another directory.
 */
export async function readModel(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return joinWeights(await read(path, stat), (location) => {
    // a symbolic link would lead elsewhere
    if (location === basename(location)) return read(join(dirname(path), location), lstat);
    throw new EbmError(`${path}: weights are in ${location}, expected a file beside it.`);
  });
}

async function read(path: string, look: typeof stat): Promise<Uint8Array<ArrayBuffer>> {
  try {
    // reading a pipe would wait
    if (!(await look(path)).isFile()) throw new Error("it is not a regular file");
    return Uint8Array.from(await readFile(path));
  } catch (cause) {
    throw new EbmError(`${path} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}
