import { randomBytes } from "node:crypto";
import { open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { EbmError } from "./errors.js";

/** The contents of a file, whole or in pieces. */
export type Contents = string | Uint8Array | AsyncIterable<string | Uint8Array>;

/**
 * Replaces a file, whole or not at all, and returns once it would survive a power cut: writes a
 * temporary file beside it, flushes that to the disk, renames it and flushes the directory.
 *
 * A file that was there keeps its permissions, and a symbolic link still points to its file. A pipe
 * or a device is written to as it is.
 *
 * @throws {EbmError} If the disk refuses a part. The file that was there stays as it was.
 */
export async function writeDurably(path: string, contents: Contents): Promise<void> {
  try {
    const before = await stat(path).catch(() => undefined);
    if (before && !before.isFile()) return await write(path, contents);
    const target = before ? await realpath(path) : path;
    const temporary = temporaryName(target);
    try {
      await write(temporary, contents, before && before.mode % 0o1000);
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await flushDirectory(dirname(target));
  } catch (cause) {
    if (!(cause instanceof Error && "syscall" in cause)) throw cause;
    throw new EbmError(`${path} cannot be written: ${cause.message}.`, { cause });
  }
}

/**
 * Removes the temporary files and directories that processes left when they were killed.
 *
 * @param directory A directory in which no other process is writing.
 * @param options.file The name of a file; only its temporary files are removed. Default: all.
 * @param options.olderThan Milliseconds since they were made. Default: 0.
 */
export async function removeTemporaries(
  directory: string,
  { file, olderThan = 0 }: { readonly file?: string; readonly olderThan?: number } = {},
): Promise<void> {
  const names = (await readdir(directory)).filter(
    (name) => TEMPORARY.test(name) && (!file || name.replace(TEMPORARY, "") === file),
  );
  for (const path of names.map((name) => join(directory, name))) {
    const made = (await stat(path).catch(() => undefined))?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (Date.now() - made >= olderThan) await rm(path, { recursive: true, force: true });
  }
}

/** The name of a temporary file or directory beside another, unlike that of any other process. */
export function temporaryName(path: string): string {
  return join(dirname(path), `${basename(path)}.${randomBytes(4).toString("hex")}.tmp`);
}

/** Flushes the entries of a directory, so that a file renamed in it stays renamed. */
export async function flushDirectory(directory: string): Promise<void> {
  // Windows opens no directories, and orders renames itself
  if (process.platform === "win32") return;
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const TEMPORARY = /\.[0-9a-f]{8}\.tmp$/;

/** Writes until all is written: one call to the disk may write less than it was given. */
async function write(path: string, contents: Contents, mode?: number): Promise<void> {
  const handle = await open(path, "w", mode);
  try {
    const isWhole = typeof contents === "string" || contents instanceof Uint8Array;
    for await (const piece of isWhole ? [contents] : contents) await handle.writeFile(piece);
    // a pipe has nothing to flush
    if ((await handle.stat()).isFile()) await handle.sync();
  } finally {
    await handle.close();
  }
}
