import type { ArtefactStore } from "./artefact-store.js";
import { directoryStore } from "./directory-store.js";

/** Opens the store of an address: a directory, or s3://bucket/prefix. */
export async function openStore(place: string): Promise<ArtefactStore> {
  if (!place.startsWith("s3:")) return directoryStore(place);
  const { s3Store } = await import("./s3-store.js");
  return s3Store(place);
}
