import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { shellWord } from "../shell-word.js";
import { FILES } from "./files.js";
import { exists, parseJson, writeJson } from "./json-files.js";
import { cannotWrite, makeDirectory } from "./make-directory.js";
import type { Result } from "./result.js";
import type { RunConfig } from "./run-config.js";

export interface CreateRunDirectoryOptions {
  /** Whether to replace a run that is there. Default: false. */
  readonly overwrite?: boolean;
  /** The ONNX files that such a run may have written. Default: none. */
  readonly onnxFiles?: readonly string[];
}

/**
 * Makes the directory of a new run, and writes its config.
 *
 * @throws {EbmError} If the directory holds another run, unless that is to be overwritten, or if it
 *   holds anything else, or cannot be written.
 */
export async function createRunDirectory(
  directory: string,
  config: RunConfig,
  { overwrite = false, onnxFiles = [] }: CreateRunDirectoryOptions = {},
): Promise<void> {
  await makeDirectory(directory);
  const found = await readdir(directory);
  if (found.length > 0) {
    checkReplaceable(directory, found, overwrite);
    // only what runs write, the result first: a run that is half removed is not finished
    for (const name of [...Object.values(FILES).reverse(), ...onnxFiles]) {
      await rm(join(directory, name), { recursive: true, force: true });
    }
  }
  await writeJson(join(directory, FILES.config), config).catch(cannotWrite(directory));
}

/**
 * Reads config.json, which is not checked yet.
 *
 * @throws {EbmError} If there is no such file, or it is not JSON.
 */
export async function readConfigFile(
  directory: string,
): Promise<{ readonly path: string; readonly value: unknown }> {
  const path = join(directory, FILES.config);
  const text = await readFile(path, "utf8").catch((cause: Error) => {
    throw new EbmError(`${directory} holds no run: ${cause.message}.`, { cause });
  });
  return { path, value: parseJson(path, text) };
}

/** Reads what a finished run wrote last; undefined if it is not finished. */
export async function readResult(directory: string): Promise<Result | undefined> {
  const path = join(directory, FILES.result);
  if (!(await exists(path))) return undefined;
  return parseJson(path, await readFile(path, "utf8")) as Result;
}

function checkReplaceable(directory: string, found: readonly string[], overwrite: boolean): void {
  if (!found.includes(FILES.config)) {
    throw new EbmError(`${directory} is not empty and holds no run. Name another with --out.`);
  }
  if (overwrite) return;
  throw new EbmError(
    found.includes(FILES.result)
      ? `${directory} holds a finished run. Name another with --out, or --overwrite it.`
      : `${directory} holds a run that was stopped. Go on with \`ebm resume ${shellWord(directory)}\`, or --overwrite it.`,
  );
}
