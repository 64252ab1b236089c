import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import type { Checkpoint } from "@ebm/engine";
import { messageOf } from "../errors.js";
import { FILES } from "./files.js";
import { type LogMark, type MetricsLog, openMetricsLog } from "./metrics-log.js";
import { type CheckpointFile, DamagedError, readCheckpoint } from "./read-checkpoint.js";
import { sha256 } from "./sha256.js";

export interface ReadStartOptions {
  /** Whether to continue if files of the run were changed. Default: false. */
  readonly force?: boolean | undefined;
  /** The last step of the run. */
  readonly steps: number;
}

/** The state that a run continues from. */
export interface Start {
  /** The checkpoint. Undefined at the beginning. */
  readonly checkpoint: Checkpoint | undefined;
  readonly log: MetricsLog;
  /** The problems of the files, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Reads the state that a run continues from: its last checkpoint, or the previous one if the last
 * is damaged.
 *
 * @throws {EbmError} If both are damaged, or a file was changed after the run wrote it.
 */
export async function readStart(
  directory: string,
  { force = false, steps }: ReadStartOptions,
): Promise<Start> {
  const { checkpoint, notes } = await lastGood(directory, force);
  const step = checkpoint?.step ?? 0;
  if (step > steps) {
    throw new EbmError(
      `${join(directory, FILES.checkpoint)} is of step ${step}, expected ${steps} at most. Restore it, or remove it to start again with \`ebm resume\`.`,
    );
  }
  const mark = force ? undefined : markOf(checkpoint);
  const log = await openMetricsLog(join(directory, FILES.metrics), { step, mark });
  return { checkpoint, log, notes };
}

async function lastGood(directory: string, force: boolean): Promise<Omit<Start, "log">> {
  const notes: string[] = [];
  const files: readonly CheckpointFile[] = ["checkpoint", "previous"];
  for (const which of files) {
    try {
      const checkpoint = await readCheckpoint(directory, which, { force });
      if (!checkpoint) continue;
      if (notes.length > 0)
        notes.push(`The run continues from the previous checkpoint, of step ${checkpoint.step}.`);
      return { checkpoint, notes };
    } catch (error) {
      if (!(error instanceof DamagedError)) throw error;
      notes.push(`${messageOf(error)}.`);
    }
  }
  if (notes.length === 0) return { checkpoint: undefined, notes };
  throw new EbmError(`${notes.join(" ")} Remove it to start again with \`ebm resume\`.`);
}

/** Returns the mark of the log in a checkpoint. At the beginning, an empty log. */
function markOf(checkpoint: Checkpoint | undefined): LogMark {
  if (!checkpoint) return { bytes: 0, sha256: sha256("") };
  const { logBytes, logSha256 } = checkpoint.notes ?? {};
  return { bytes: Number(logBytes), sha256: logSha256 ?? "" };
}
