import { stat } from "node:fs/promises";

/** Returns whether a path is an existing directory. */
export async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
