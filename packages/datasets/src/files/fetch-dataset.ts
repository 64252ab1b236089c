import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { removeTemporaries, writeDurably } from "@ebm/core/files";
import envPaths from "env-paths";
import { binaryDatasets } from "./binary-datasets.js";
import { type DataFile, findDataset } from "./data-file.js";
import { type DownloadOptions, download, sha256Of } from "./download.js";
import { graphDatasets } from "./graph-datasets.js";
import { imageDatasets } from "./image-datasets.js";
import { labelRankingDatasets } from "./label-ranking-datasets.js";
import { multilabelDatasets } from "./multilabel-datasets.js";
import { readData } from "./read-data.js";
import { regressionDatasets } from "./regression-datasets.js";
import { tableDatasets } from "./table-datasets.js";

export interface FetchOptions extends DownloadOptions {
  /**
   * Where to look first: a directory with `multilabel/yeast/yeast.xml` and so on, or `.gz` of it.
   * Default: the environment's `EBM_DATA_DIR`.
   */
  readonly dataDir?: string | undefined;
  /** The directory of downloads. Default: the user's cache directory. */
  readonly cacheDir?: string | undefined;
}

/**
 * Sees to it that the files of a data set are on this machine: in `dataDir`, else in the cache,
 * else downloaded into it. Each is checked against the digest of what was published.
 *
 * @returns Where they are, by what they are: `{ train, test, labels }` or `{ data }`.
 *
 * @throws {EbmError} If a file cannot be had, or is not as published.
 */
export async function fetchDataset(
  name: string,
  options: FetchOptions = {},
): Promise<Readonly<Record<string, string>>> {
  const table = {
    ...multilabelDatasets,
    ...labelRankingDatasets,
    ...regressionDatasets,
    ...tableDatasets,
    ...binaryDatasets,
    ...imageDatasets,
    ...graphDatasets,
  };
  const { files } = findDataset("fetchDataset", name, table);
  return fetchFiles("fetchDataset", files, options);
}

/** Other processes may be downloading the same file, but not for a day. */
const DAY_MS = 86_400_000;

/** The paths of files, each fetched in turn. */
export async function fetchFiles<Files extends object>(
  where: string,
  files: Files,
  options: FetchOptions,
): Promise<{ readonly [Role in keyof Files]: string }> {
  const paths: Record<string, string> = {};
  for (const [role, file] of Object.entries(files))
    paths[role] = await fetchFile(where, file, options);
  return paths as { [Role in keyof Files]: string };
}

async function fetchFile(where: string, file: DataFile, options: FetchOptions): Promise<string> {
  const { dataDir = process.env.EBM_DATA_DIR, cacheDir = envPaths("ebm", { suffix: "" }).cache } =
    options;
  options.signal?.throwIfAborted();
  if (dataDir !== undefined && dataDir !== "") {
    for (const path of [join(dataDir, file.path), join(dataDir, `${file.path}.gz`)]) {
      const bytes = await readData(where, path);
      if (bytes === undefined) continue;
      const digest = sha256Of(bytes);
      if (digest === file.sha256) return path;
      throw new EbmError(
        `${where}: \`${path}\` has sha256 ${digest}, expected ${file.sha256} as ${file.address}. Remove it to have that downloaded.`,
      );
    }
  }
  const cached = join(cacheDir, file.path);
  const bytes = await readData(where, cached);
  if (bytes === undefined || sha256Of(bytes) !== file.sha256) {
    await write(where, cached, await download(where, file, options));
  }
  return cached;
}

/** Writes a file so that a reader of `path` sees the old file, no file, or the complete new one. */
async function write(where: string, path: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await removeTemporaries(dirname(path), { file: basename(path), olderThan: DAY_MS });
    await writeDurably(path, bytes);
  } catch (cause) {
    const message = `${where}: ${(cause as Error).message} Pass another \`cacheDir\`.`;
    throw new EbmError(message, { cause });
  }
}
