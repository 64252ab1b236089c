import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { shellWord } from "../shell-word.js";
import { FILES } from "./files.js";
import { parseJson } from "./json-files.js";

/** The contents of config.json. */
interface ConfigFile {
  readonly path: string;
  /** The contents, not validated yet. */
  readonly value: unknown;
}

/**
 * Reads config.json.
 *
 * @throws {EbmError} If there is no such file, or it is not JSON.
 */
export async function readConfigFile(directory: string): Promise<ConfigFile> {
  const path = join(directory, FILES.config);
  const text = await readFile(path, "utf8").catch((cause: Error) => {
    throw new EbmError(
      `${directory} contains no run: ${cause.message}. Start one with \`ebm run … --out ${shellWord(directory)}\`.`,
      { cause },
    );
  });
  return { path, value: parseJson(path, text) };
}
