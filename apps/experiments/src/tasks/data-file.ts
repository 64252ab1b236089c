import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { EbmError } from "@ebm/core/errors";
import type { DataFile } from "../run-files/run-config.js";

/** A file of the user's, as the config of a run stores it. */
export async function describeDataFile(path: string): Promise<DataFile> {
  return { path: resolve(path), sha256: await digest(path) };
}

/**
 * Returns the path of a file that has not changed since the run began.
 *
 * @throws {EbmError} If it does not exist, or has changed.
 */
export async function checkDataFile({ path, sha256 }: DataFile): Promise<string> {
  const found = await digest(path);
  if (found === sha256) return path;
  throw new EbmError(
    `${path} has changed since the run began: its sha256 is ${found}, expected ${sha256}.`,
  );
}

async function digest(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new EbmError(`${path} cannot be read: ${cause.message}.`, { cause });
  });
  return createHash("sha256").update(bytes).digest("hex");
}
