import { readConfigFile } from "./read-config-file.js";
import { sha256 } from "./sha256.js";

/** The SHA-256 of the config of a run, which its other files tell. White space does not count. */
export async function configDigest(directory: string): Promise<string> {
  const { value } = await readConfigFile(directory);
  return sha256(JSON.stringify(value));
}
