import { createHash } from "node:crypto";
import { access, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { writeDurably } from "@ebm/core/files";
import type { ArtefactStore } from "./artefact-store.js";

/** Creates a store in a directory, which several machines may share. */
export function directoryStore(directory: string): ArtefactStore {
  const pathOf = (sha256: string): string => join(directory, sha256.slice(0, 2), sha256);
  return {
    async put(path) {
      const contents = await readFile(path);
      const sha256 = sha256Of(contents);
      const target = pathOf(sha256);
      const isThere = await access(target).then(
        () => true,
        () => false,
      );
      if (isThere) return sha256;
      await mkdir(join(directory, sha256.slice(0, 2)), { recursive: true });
      await writeDurably(target, contents);
      return sha256;
    },
    async get(sha256) {
      const contents = await readFile(pathOf(sha256)).catch((cause: Error) => {
        throw new EbmError(`${pathOf(sha256)} cannot be read: ${cause.message}.`, { cause });
      });
      return checked(contents, sha256, pathOf(sha256));
    },
  };
}

export function sha256Of(contents: Uint8Array): string {
  return createHash("sha256").update(contents).digest("hex");
}

/** @throws {EbmError} If the contents are not those that were stored. */
export function checked(contents: Uint8Array, sha256: string, name: string): Uint8Array {
  const found = sha256Of(contents);
  if (found === sha256) return contents;
  throw new EbmError(`${name} has changed: its SHA-256 is ${found}.`);
}
