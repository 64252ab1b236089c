import { EbmError } from "@ebm/core/errors";
import type { Checkpoint } from "@ebm/engine";
import { readCheckpoint } from "./read-checkpoint.js";

/**
 * Reads the parameters that a run stands for: those that did best on its validation rows if it has
 * such rows, otherwise those of its last checkpoint.
 *
 * @throws {EbmError} If there is no checkpoint yet.
 */
export async function readKept(directory: string): Promise<Checkpoint> {
  const kept =
    (await readCheckpoint(directory, "best")) ?? (await readCheckpoint(directory, "checkpoint"));
  if (kept) return kept;
  throw new EbmError(`${directory} has no checkpoint yet. Train it with \`ebm resume\`.`);
}
