import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import type { Sweep } from "@ebm/sweep";
import { exists, parseJson, writeJson } from "../run-files/json-files.js";

/**
 * Writes the config of a sweep into its directory.
 *
 * @throws {EbmError} If the directory has another sweep.
 */
export async function claimDirectory(
  directory: string,
  { id, kind, name, config }: Sweep,
): Promise<void> {
  const path = join(directory, "sweep.json");
  if (!(await exists(path))) return writeJson(path, { id, kind, name, config });
  const found = parseJson(path, await readFile(path, "utf8")) as { readonly id?: string };
  if (found.id === id) return;
  throw new EbmError(
    `${directory} contains another sweep: its file, or the data in it, was different. Choose another directory with --out.`,
  );
}
