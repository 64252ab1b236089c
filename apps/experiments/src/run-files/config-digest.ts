import { readConfigFile } from "./read-config-file.js";
import { sha256 } from "./sha256.js";

/**
 * Returns the SHA-256 of the config of a run, which its other files store. White space is ignored.
 */
export async function configDigest(directory: string): Promise<string> {
  const { value } = await readConfigFile(directory);
  return sha256(JSON.stringify(value));
}
