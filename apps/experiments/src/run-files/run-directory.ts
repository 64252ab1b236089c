import { access, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import writeFileAtomic from "write-file-atomic";
import type { Config } from "../config/config.js";
import { parseConfig } from "../config/parse-config.js";
import { shellWord } from "../output/shell-word.js";
import { FILES, OUTPUTS } from "./files.js";
import { cannotWrite, makeDirectory } from "./make-directory.js";
import type { Result } from "./result.js";

/**
 * Makes the directory of a new run, and writes its config.
 *
 * @throws {EbmError} If the directory holds another run, unless that is to be overwritten, or
 *   holds anything else, whatever is asked; or if it cannot be written.
 */
export async function createRunDirectory(
  directory: string,
  config: Config,
  { overwrite = false }: { readonly overwrite?: boolean } = {},
): Promise<void> {
  await makeDirectory(directory);
  await makeRoom(directory, overwrite);
  await writeJson(join(directory, FILES.config), config).catch(cannotWrite(directory));
}

/** @throws {EbmError} If there is no run, or its config is not one. */
export async function readConfig(directory: string): Promise<Config> {
  const path = join(directory, FILES.config);
  const text = await readFile(path, "utf8").catch((cause: Error) => {
    throw new EbmError(`${directory} holds no run: ${cause.message}.`, { cause });
  });
  const parsed = parseConfig(parseJson(path, text));
  if ("config" in parsed) return parsed.config;
  const { key, came, expected } = parsed.issue;
  throw new EbmError(`${path}: \`${key}\` is ${JSON.stringify(came)}, expected ${expected}.`);
}

/** What a finished run wrote last; undefined if it is not finished. */
export async function readResult(directory: string): Promise<Result | undefined> {
  const path = join(directory, FILES.result);
  if (!(await exists(path))) return undefined;
  return parseJson(path, await readFile(path, "utf8")) as Result;
}

/** Replaces a file by a value as JSON, whole or not at all. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFileAtomic(path, `${JSON.stringify(value, null, 2)}\n`);
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function makeRoom(directory: string, overwrite: boolean): Promise<void> {
  const found = await readdir(directory);
  if (found.length === 0) return;
  if (!found.includes(FILES.config)) {
    throw new EbmError(`${directory} is not empty and holds no run. Name another with --out.`);
  }
  if (!overwrite) {
    throw new EbmError(
      found.includes(FILES.result)
        ? `${directory} holds a finished run. Name another with --out, or --overwrite it.`
        : `${directory} holds a run that was stopped. Go on with \`ebm resume ${shellWord(directory)}\`, or --overwrite it.`,
    );
  }
  // its own files only, the result first: what is half removed is not finished
  for (const name of [...Object.values(FILES).reverse(), ...OUTPUTS]) {
    await rm(join(directory, name), { recursive: true, force: true });
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EbmError(`${path} is not JSON: ${(cause as Error).message}.`, { cause });
  }
}
