import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { joinWeights } from "@ebm/onnx-export";

/**
 * The bytes of an ONNX file, with the weights that it keeps in other files of its directory.
 *
 * @throws {EbmError} If it cannot be read, or names a file of another directory.
 */
export async function readModel(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const read = (file: string): Promise<Uint8Array<ArrayBuffer>> =>
    readFile(file).then(
      (bytes) => Uint8Array.from(bytes),
      (cause: Error) => {
        throw new EbmError(`${file} cannot be read: ${cause.message}.`, { cause });
      },
    );
  return joinWeights(await read(path), (location) => {
    if (location === basename(location)) return read(join(dirname(path), location));
    throw new EbmError(`${path}: weights are in ${location}, expected a file beside it.`);
  });
}
