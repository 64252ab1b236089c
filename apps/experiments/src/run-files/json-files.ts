import { access } from "node:fs/promises";
import { EbmError } from "@ebm/core/errors";
import { writeDurably } from "@ebm/core/files";

/** Replaces a file by a value as JSON. The file changes completely or not at all. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeDurably(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** @throws {EbmError} If the text of a file is not JSON. */
export function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EbmError(`${path} is not JSON: ${(cause as Error).message}.`, { cause });
  }
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
