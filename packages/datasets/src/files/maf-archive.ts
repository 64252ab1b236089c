import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { EbmError } from "@ebm/core/errors";
import { writeDurably } from "@ebm/core/files";
import envPaths from "env-paths";
import type { FetchOptions } from "./fetch-dataset.js";

/** A published archive with a known MD5 that is too large to hold in memory. */
export interface Archive {
  /** Its place in a data directory. */
  readonly path: string;
  readonly address: string;
  readonly md5: string;
}

/** The archive that Papamakarios et al. published with their code. */
export const mafArchive: Archive = {
  path: "densities/maf/data.tar.gz",
  address: "https://zenodo.org/records/1161203/files/data.tar.gz",
  md5: "9b9c9b0375315ad270eba4ce80c093ab",
};

/**
 * Where the archive is: in `dataDir`, else in the cache, else downloaded into it.
 *
 * @throws {EbmError} If it cannot be had, or is not as published.
 */
export async function fetchArchive(
  where: string,
  { path, address, md5 }: Archive,
  options: FetchOptions,
): Promise<string> {
  const { fetch = globalThis.fetch, signal } = options;
  const { dataDir = process.env.EBM_DATA_DIR, cacheDir = envPaths("ebm", { suffix: "" }).cache } =
    options;
  for (const directory of [dataDir, cacheDir]) {
    if (directory === undefined || directory === "") continue;
    const file = join(directory, path);
    if (!(await stat(file).catch(() => undefined))) continue;
    const digest = await md5Of(file);
    if (digest === md5) return file;
    throw new EbmError(
      `${where}: \`${file}\` has md5 ${digest}, expected ${md5} as ${address}. Remove it to have that downloaded.`,
    );
  }
  const file = join(cacheDir, path);
  const advice = `Put the file at ${path} in a directory, and pass that as \`dataDir\` or in EBM_DATA_DIR.`;
  try {
    const response = await fetch(address, { signal: signal ?? null });
    if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`);
    await mkdir(dirname(file), { recursive: true });
    await writeDurably(file, checked(response.body as AsyncIterable<Uint8Array>, md5));
  } catch (cause) {
    signal?.throwIfAborted();
    throw new EbmError(`${where}: ${address} was not had: ${(cause as Error).message}. ${advice}`, {
      cause,
    });
  }
  return file;
}

/** Passes chunks on. Throws after the last one if their digest is another. */
async function* checked(
  chunks: AsyncIterable<Uint8Array>,
  md5: string,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("md5");
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  const digest = hash.digest("hex");
  if (digest !== md5) throw new Error(`has md5 ${digest}, expected ${md5}`);
}

async function md5Of(file: string): Promise<string> {
  const hash = createHash("md5");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
