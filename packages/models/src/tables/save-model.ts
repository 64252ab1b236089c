import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { writeDurably } from "@ebm/core/files";
import type { SaveOptions } from "./fitted-model.js";
import { encodePlain } from "./plain-json.js";
import type { SavedModel } from "./saved-model.js";

/** The name of the file that says what the others are. */
export const CARD_FILE = "model.json";

/** The version of the format of a saved model. */
export const VERSION = 1;

/**
 * Writes the ONNX files of a model to a directory, those that it answers with and those for other
 * programs, and then `model.json`, which knows their hashes.
 *
 * @throws {EbmError} If the directory cannot be made or written to.
 */
export async function saveModel(
  directory: string,
  { card, files }: SavedModel,
  { exports = true, needed = [] }: SaveOptions & { readonly needed?: readonly string[] } = {},
): Promise<void> {
  await mkdir(directory, { recursive: true }).catch((cause: Error) => {
    throw new EbmError(`save: ${directory} cannot be made: ${cause.message}.`, { cause });
  });
  const hashes: Record<string, string> = {};
  for (const [name, bytesOf] of Object.entries(files)) {
    if (!exports && !needed.includes(name)) continue;
    const bytes = await bytesOf();
    hashes[name] = sha256(bytes);
    await writeDurably(join(directory, name), bytes);
  }
  const text = encodePlain({ format: "ebm model", version: VERSION, files: hashes, ...card });
  await writeDurably(join(directory, CARD_FILE), `${text}\n`);
}

/** Returns the hash of a file in hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
