import { basename, join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import type { RunRow } from "@ebm/dashboard/api";
import { FILES } from "../../run-files/files.js";
import { openHistory, type Series } from "../history.js";
import { readRow } from "../read-row.js";

/** The settings, results and curves of a run, in no format. */
export interface RunLog {
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly series: ReadonlyMap<string, Series>;
  /** The times of its start and of its last change in ms since 1970. */
  readonly started: number;
  readonly changed: number;
  readonly tags: readonly string[];
  readonly state: RunRow["state"];
}

/** Reads the log of a run from its directory. @throws {EbmError} If there is no run. */
export async function readRunLog(
  directory: string,
  name: string = basename(directory),
): Promise<RunLog> {
  const history = openHistory(join(directory, FILES.metrics));
  await history.refresh();
  const row = await readRow(name, directory, history);
  if (!row) throw new EbmError(`${directory} contains no run.`);
  const { config, metrics, started, changed, tags, state, task } = row;
  return {
    ...{ name, config: { task, ...config }, metrics, series: history.series },
    ...{ started, changed, tags, state },
  };
}

/** Returns the time of a step in ms since 1970. The log has no times, so steps are taken as equally long. */
export function timeOf({ started, changed, series }: RunLog, step: number): number {
  const last = Math.max(1, ...[...series.values()].map(({ steps }) => steps.at(-1) ?? 0));
  return Math.round(started + (changed - started) * Math.min(1, step / last));
}
