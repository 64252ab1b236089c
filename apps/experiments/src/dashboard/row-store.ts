import { createRequire } from "node:module";
import type { DatabaseSync } from "node:sqlite";

/** A row as it was when the files of its run had a stamp. */
export interface StoredRow {
  readonly stamp: string;
  readonly json: string;
}

/**
 * Rows of an earlier start of the server. A row is used only if the files of its run still have its
 * stamp, so a store that is lost, old or wrong costs time and nothing else.
 */
export interface RowStore {
  get(id: string): StoredRow | undefined;
  /** Replaces and removes rows, all or none of them. */
  save(rows: ReadonlyMap<string, StoredRow | undefined>): void;
  close(): void;
}

/** The layout of rows. Stores of other layouts are emptied. */
const LAYOUT = 1;

/**
 * Opens the rows in a database file. Without `node:sqlite`, or where the file cannot be written, the
 * store remembers nothing.
 */
export function openRowStore(path: string): RowStore {
  const database = open(path);
  if (!database) return { get: () => undefined, save() {}, close() {} };
  const get = database.prepare("SELECT stamp, json FROM runs WHERE id = ?");
  const put = database.prepare("INSERT OR REPLACE INTO runs (id, stamp, json) VALUES (?, ?, ?)");
  const remove = database.prepare("DELETE FROM runs WHERE id = ?");
  return {
    get: (id) => get.get(id) as StoredRow | undefined,
    save(rows) {
      if (rows.size === 0) return;
      try {
        database.exec("BEGIN IMMEDIATE");
        for (const [id, row] of rows) {
          if (row) put.run(id, row.stamp, row.json);
          else remove.run(id);
        }
        database.exec("COMMIT");
      } catch {
        // another server writes, or the disk is full: the next start reads more files
        if (database.isTransaction) database.exec("ROLLBACK");
      }
    },
    close: () => database.close(),
  };
}

function open(path: string): DatabaseSync | undefined {
  try {
    const database = new (sqlite().DatabaseSync)(path, { timeout: 100 });
    const { user_version } = database.prepare("PRAGMA user_version").get() as {
      readonly user_version: number;
    };
    if (user_version !== LAYOUT) {
      database.exec(`DROP TABLE IF EXISTS runs; PRAGMA user_version = ${LAYOUT}`);
    }
    database.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE IF NOT EXISTS runs (id TEXT PRIMARY KEY, stamp TEXT, json TEXT) WITHOUT ROWID",
    );
    return database;
  } catch {
    return undefined;
  }
}

/** Loads SQLite without Node 22's warning that it may change. */
function sqlite(): typeof import("node:sqlite") {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return createRequire(import.meta.url)("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
}
