import { existsSync } from "node:fs";
import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import type { FetchOptions } from "@ebm/datasets";
import type { DataFile } from "../run-files/run-config.js";
import { describeDataFile } from "../tasks/data-file.js";

/**
 * Finds a file in the data directory, plain or with `.gz` after its name.
 *
 * @throws {EbmError} If there is no data directory, or no such file in it.
 */
export async function setFile(file: string, { dataDir }: FetchOptions): Promise<DataFile> {
  const directory = dataDir ?? process.env.EBM_DATA_DIR;
  if (!directory) {
    throw new EbmError(`${file}: no data directory, expected --data-dir or EBM_DATA_DIR.`);
  }
  const path = join(directory, file);
  return describeDataFile(existsSync(path) ? path : `${path}.gz`);
}
