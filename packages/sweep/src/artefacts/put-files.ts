import type { ArtefactStore } from "./artefact-store.js";

/** Stores files. Returns the SHA-256 of each by its name, or undefined without a store or files. */
export async function putFiles(
  store: ArtefactStore | undefined,
  paths: Readonly<Record<string, string>> | undefined,
): Promise<Record<string, string> | undefined> {
  if (!store || !paths) return undefined;
  const entries: [string, string][] = [];
  for (const [name, path] of Object.entries(paths)) entries.push([name, await store.put(path)]);
  return Object.fromEntries(entries);
}
