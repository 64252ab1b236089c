import { access, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { EbmError } from "@ebm/core/errors";

/**
 * Makes a directory, and those above it.
 *
 * @throws {EbmError} If it cannot be made, or something else is there.
 */
export async function makeDirectory(directory: string): Promise<void> {
  await make(directory).catch(cannotWrite(directory));
  await access(`${directory}/.`).catch(cannotWrite(directory));
}

/** Turns the reason why a path cannot be written into an error that names the path. */
export function cannotWrite(path: string): (cause: Error) => never {
  return (cause) => {
    throw new EbmError(`${path} cannot be written: ${cause.message}.`, { cause });
  };
}

/** Level by level: Node's own recursion never ends where a file system has no such thing (/proc). */
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
