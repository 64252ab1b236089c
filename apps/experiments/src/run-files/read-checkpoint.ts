import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { type Checkpoint, loadCheckpoint } from "@ebm/engine";
import { messageOf } from "../errors.js";
import { configDigest } from "./config-digest.js";
import { FILES } from "./files.js";
import { exists } from "./json-files.js";

/** The files that contain parameters. */
export type CheckpointFile = "checkpoint" | "previous" | "best";

/**
 * Reads a checkpoint of a run. Returns undefined if there is none.
 *
 * @param options.force Accepts a checkpoint of another config.
 *
 * @throws {DamagedError} If the file is not a checkpoint.
 * @throws {EbmError} If it is a checkpoint of another config.
 */
export async function readCheckpoint(
  directory: string,
  which: CheckpointFile,
  { force = false }: { readonly force?: boolean | undefined } = {},
): Promise<Checkpoint | undefined> {
  const path = join(directory, FILES[which]);
  if (!(await exists(path))) return undefined;
  const checkpoint = await loadCheckpoint(path).catch((cause: unknown) => {
    throw new DamagedError(`${path} cannot be read (${messageOf(cause)})`, { cause });
  });
  if (force || checkpoint.notes?.config === (await configDigest(directory))) return checkpoint;
  throw new EbmError(
    `${path} belongs to another ${FILES.config}: one of them was changed or replaced. Put back what was there, or use both with --force.`,
  );
}

/** An error about a file of parameters whose contents differ from what was written. */
export class DamagedError extends EbmError {
  override name = "DamagedError";
}
