import { join } from "node:path";
import { FILES } from "../run-files/files.js";
import { type History, openHistory } from "./history.js";

/** Logs of runs in memory. */
export interface LogStore {
  /** Returns the log of a run. Drops logs that were used least recently if they are too large. */
  open(id: string, directory: string): History;
  drop(id: string): void;
}

/** Number of points to keep in memory, of 16 bytes each. */
const MOST_POINTS = 1e7;

/** @param isNeeded Returns whether the log of a run must stay, because it will grow. */
export function createLogStore(isNeeded: (id: string) => boolean): LogStore {
  const logs = new Map<string, History>();

  const shrink = (): void => {
    let points = [...logs.values()].reduce((sum, log) => sum + sizeOf(log), 0);
    for (const [id, log] of logs) {
      if (points <= MOST_POINTS) return;
      if (isNeeded(id)) continue;
      points -= sizeOf(log);
      logs.delete(id);
    }
  };

  return {
    open(id, directory) {
      const log = logs.get(id) ?? openHistory(join(directory, FILES.metrics));
      logs.delete(id);
      shrink();
      // the last log of the map is the one that was used last
      logs.set(id, log);
      return log;
    },
    drop: (id) => logs.delete(id),
  };
}

function sizeOf({ series }: History): number {
  return [...series.values()].reduce((sum, { steps }) => sum + steps.length, 0);
}
