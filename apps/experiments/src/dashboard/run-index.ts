import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { RunRow } from "@ebm/dashboard/api";
import { FILES } from "../run-files/files.js";
import { createRunFinder, type FoundRun } from "./find-runs.js";
import type { History } from "./history.js";
import { createLogStore } from "./log-store.js";
import { readRow } from "./read-row.js";
import type { RowStore, StoredRow } from "./row-store.js";

/** A run in the index. */
export interface IndexedRun {
  readonly directory: string;
  readonly row: RunRow;
  /** The row as JSON. */
  readonly json: string;
}

/** The runs in a directory. It contains only what their files contain. */
export interface RunIndex {
  /** Reads the runs that have changed, and reports them. */
  scan(): Promise<void>;
  /** Returns a run. Undefined if there is none with this id, whatever the id is. */
  get(id: string): IndexedRun | undefined;
  ids(): string[];
  /** Returns all rows as a JSON list. */
  json(): string;
  /** Returns the log of a run, up to date. */
  history(id: string): Promise<History | undefined>;
}

export interface RunIndexOptions {
  /** Rows of an earlier start. Default: none. */
  readonly store?: RowStore;
  /** Called with each run that is new or has changed. */
  readonly onChange?: (run: IndexedRun) => void;
  /** Called with the id of each run that was removed. */
  readonly onGone?: (id: string) => void;
}

interface Entry extends IndexedRun {
  readonly changed: bigint;
  /** The times and sizes of its directory and files. */
  readonly stamp: string;
}

/** Number of scans after which all files are looked at, for changes that directories do not tell. */
const FULL_EVERY = 20;

/** Number of runs that are looked at together. */
const TOGETHER = 16;

/** Creates the index of the runs in a directory, and in directories in it. It is empty at first. */
export function createRunIndex(
  root: string,
  { store, onChange = () => {}, onGone = () => {} }: RunIndexOptions = {},
): RunIndex {
  const entries = new Map<string, Entry>();
  const logs = createLogStore((id) => entries.get(id)?.row.state === "running");
  const findRuns = createRunFinder(root);
  let scans = 0;
  /** The rows as JSON, until one of them changes. */
  let text: string | undefined;

  const look = async (run: FoundRun, isFull: boolean): Promise<Entry | undefined> => {
    const { id, directory, changed } = run;
    const before = entries.get(id);
    // a process that is killed leaves no trace in the files
    const isQuiet = before?.changed === changed && before.row.state !== "running";
    if (isQuiet && !isFull) return undefined;
    const stamp = await stampOf(run);
    if (isQuiet && before.stamp === stamp) return undefined;
    const stored = before ? undefined : store?.get(id);
    if (stored?.stamp === stamp) {
      return { directory, row: JSON.parse(stored.json), json: stored.json, changed, stamp };
    }
    const log = logs.open(id, directory);
    await log.refresh();
    const row = await readRow(id, directory, log);
    return row && { directory, row, json: JSON.stringify(row), changed, stamp };
  };

  const scan = async (): Promise<void> => {
    const isFull = scans++ % FULL_EVERY === 0;
    const found = await findRuns();
    const saved = new Map<string, StoredRow | undefined>();
    const ids = new Set(found.map(({ id }) => id));
    for (const id of [...entries.keys()].filter((id) => !ids.has(id))) {
      entries.delete(id);
      text = undefined;
      logs.drop(id);
      saved.set(id, undefined);
      onGone(id);
    }
    for (let start = 0; start < found.length; start += TOGETHER) {
      const part = found.slice(start, start + TOGETHER);
      const looked = await Promise.all(part.map((run) => look(run, isFull)));
      for (const entry of looked) {
        if (!entry) continue;
        const { id, state } = entry.row;
        const before = entries.get(id);
        entries.set(id, entry);
        text = undefined;
        if (state !== "running") saved.set(id, entry);
        if (entry.json !== before?.json) onChange(entry);
      }
    }
    store?.save(saved);
  };

  let running: Promise<void> | undefined;
  return {
    scan() {
      running ??= scan().finally(() => {
        running = undefined;
      });
      return running;
    },
    get: (id) => entries.get(id),
    ids: () => [...entries.keys()],
    json() {
      text ??= `[${[...entries.values()].map(({ json }) => json).join(",")}]`;
      return text;
    },
    async history(id) {
      const entry = entries.get(id);
      if (!entry) return undefined;
      const log = logs.open(id, entry.directory);
      await log.refresh();
      return log;
    },
  };
}

async function stampOf({ directory, changed }: FoundRun): Promise<string> {
  const names = [FILES.config, FILES.metrics, FILES.result];
  const stats = await Promise.all(
    names.map((name) => stat(join(directory, name), { bigint: true }).catch(() => undefined)),
  );
  const files = stats.map((it) => (it ? `${it.ino}:${it.size}:${it.mtimeNs}` : "-"));
  return [changed, ...files].join(" ");
}
