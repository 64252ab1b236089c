import { join } from "node:path";
import { type Checkpoint, saveCheckpoint } from "@ebm/engine";
import { configDigest } from "../run-files/config-digest.js";
import { FILES } from "../run-files/files.js";
import type { Lock } from "../run-files/lock-directory.js";
import type { MetricsLog } from "../run-files/metrics-log.js";

export interface RunSaverOptions {
  readonly log: MetricsLog;
  readonly lock: Lock;
}

/** The checkpoints to write, by file. */
export type Saved = Readonly<Record<"previous" | "best" | "checkpoint", Checkpoint | undefined>>;

/**
 * Creates the function that saves a run. It writes the log first, then the checkpoints with the
 * digest of the config, and the main checkpoint last. So after a kill at any moment, each
 * checkpoint has its log.
 */
export async function runSaver(
  directory: string,
  { log, lock }: RunSaverOptions,
): Promise<(states: Saved) => Promise<void>> {
  const config = await configDigest(directory);
  const written = new Map<string, Checkpoint>();
  return async (states) => {
    await lock.check();
    await log.flush();
    for (const name of ["previous", "best", "checkpoint"] as const) {
      const state = states[name];
      if (!state || written.get(name) === state) continue;
      await lock.check();
      const notes = { ...state.notes, config };
      await saveCheckpoint(join(directory, FILES[name]), { ...state, notes });
      written.set(name, state);
    }
  };
}
