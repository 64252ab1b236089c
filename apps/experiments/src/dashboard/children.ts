import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { lockHolder } from "../run-files/lock-directory.js";
import { ServeError } from "../serve/serve-error.js";

/** The programs that train runs, in processes of their own. */
export interface Children {
  /** Starts a program that writes the run with this id. */
  start(id: string, words: readonly string[]): void;
  /** Asks the program that writes a run to stop. It saves its state first. */
  stop(id: string, directory: string | undefined): Promise<void>;
  /** Returns whether a program was started for a run, and has not ended. */
  isStarted(id: string): boolean;
  /** Returns the last lines that the program of a run printed. */
  output(id: string): Promise<string>;
}

export interface ChildrenOptions {
  /** The directory of all runs. */
  readonly runs: string;
  /** The words before `run` and `resume`. */
  readonly ebm: readonly [string, ...string[]];
  /** Called with the id of a run whose program has ended. */
  readonly onEnd: (id: string) => void;
}

const LETTERS = 4000;

/**
 * Creates the programs of a server. They do not end with it: they write to files, and are leaders of
 * their own sessions.
 */
export function createChildren({ runs, ebm, onEnd }: ChildrenOptions): Children {
  const started = new Map<string, ChildProcess>();
  const folder = join(runs, ".output");
  const fileOf = (id: string): string => join(folder, `${encodeURIComponent(id)}.txt`);

  return {
    start(id, words) {
      if (started.has(id)) throw new ServeError(409, `${id} is already being trained.`);
      mkdirSync(folder, { recursive: true });
      const output = openSync(fileOf(id), "w");
      const [program, ...first] = ebm;
      const child = spawn(program, [...first, ...words], {
        stdio: ["ignore", output, output],
        detached: true,
        windowsHide: true,
      });
      closeSync(output);
      child.unref();
      started.set(id, child);
      const end = (): void => {
        started.delete(id);
        onEnd(id);
      };
      child.once("exit", end).once("error", end);
    },
    async stop(id, directory) {
      const pid =
        (directory !== undefined && (await lockHolder(directory))) || started.get(id)?.pid;
      if (!pid) throw new ServeError(409, `no process on this machine trains ${id}.`);
      process.kill(pid, "SIGTERM");
    },
    isStarted: (id) => started.has(id),
    async output(id) {
      const text = await readFile(fileOf(id), "utf8").catch(() => "");
      return text.slice(-LETTERS);
    },
  };
}
