import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { type Checkpoint, loadCheckpoint } from "@ebm/engine";
import { messageOf } from "../errors.js";
import { FILES } from "./files.js";
import { exists } from "./json-files.js";

/**
 * A checkpoint of a run; undefined if there is none yet.
 *
 * @throws {EbmError} If the file is not a checkpoint.
 */
export async function readCheckpoint(
  directory: string,
  which: "checkpoint" | "best",
): Promise<Checkpoint | undefined> {
  const path = join(directory, FILES[which]);
  if (!(await exists(path))) return undefined;
  return loadCheckpoint(path).catch((cause: unknown) => {
    throw new EbmError(
      `${path} cannot be read (${messageOf(cause)}). Remove it to start anew by \`ebm resume\`.`,
      { cause },
    );
  });
}
