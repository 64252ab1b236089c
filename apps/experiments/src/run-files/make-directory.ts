import { access, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { EbmError } from "@ebm/core/errors";

/**
 * Creates a directory and its parents.
 *
 * @throws {EbmError} If it cannot be created, or something else has this path.
 */
export async function makeDirectory(directory: string): Promise<void> {
  await make(directory).catch(cannotWrite(directory));
  await access(`${directory}/.`).catch(cannotWrite(directory));
}

/** Turns an error of writing a path into one that names the path. */
export function cannotWrite(path: string): (cause: Error) => never {
  return (cause) => {
    throw new EbmError(`${path} cannot be written: ${cause.message}.`, { cause });
  };
}

/**
 * Creates one level at a time, because Node's own recursion never ends in some file systems
 * (/proc).
 */
async function make(directory: string): Promise<void> {
  try {
    await mkdir(directory);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    if (code !== "ENOENT" || (await exists(dirname(directory)))) throw error;
    await make(dirname(directory));
    await mkdir(directory);
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
