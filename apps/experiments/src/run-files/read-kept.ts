import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import type { Checkpoint } from "@ebm/engine";
import { FILES } from "./files.js";
import { type CheckpointFile, readCheckpoint } from "./read-checkpoint.js";
import { readResult } from "./read-result.js";
import { sha256 } from "./sha256.js";

export interface ReadKeptOptions {
  /** Whether parameters of another config or result are accepted. Default: false. */
  readonly force?: boolean | undefined;
}

/** The final parameters of a run. */
export interface Kept extends Checkpoint {
  /** The SHA-256 of their file. */
  readonly sha256: string;
}

/**
 * Reads the final parameters of a run: the best ones on its validation rows if it has such rows,
 * otherwise those of its last checkpoint.
 *
 * @throws {EbmError} If there is no checkpoint yet, or it belongs to another config or result.
 */
export async function readKept(
  directory: string,
  { force = false }: ReadKeptOptions = {},
): Promise<Kept> {
  const files: readonly CheckpointFile[] = ["best", "checkpoint", "previous"];
  for (const which of files) {
    const kept = await readCheckpoint(directory, which, { force });
    if (!kept) continue;
    const path = join(directory, FILES[which]);
    const digest = sha256(await readFile(path));
    const result = await readResult(directory, { force });
    if (!force && result && result.kept !== digest) {
      throw new EbmError(
        `${path} does not belong to ${FILES.result}: one of them was replaced. Restore it, or use it with --force.`,
      );
    }
    return { ...kept, sha256: digest };
  }
  throw new EbmError(`${directory} has no checkpoint yet. Train it with \`ebm resume\`.`);
}
