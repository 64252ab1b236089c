import { appendFile, readFile } from "node:fs/promises";
import { writeDurably } from "@ebm/core/files";
import type { FinishedTrial } from "@ebm/sweep";

/** The trials of a sweep that have ended: trials.jsonl, one line for each. */
export interface TrialsFile {
  /** Reads the last line of each trial. Lines that are not whole are left out. */
  read(): Promise<FinishedTrial[]>;
  /** Adds a trial, which replaces an earlier line of it. */
  append(trial: FinishedTrial): Promise<void>;
  /** Sorts the lines by the numbers of the trials. */
  sort(): Promise<void>;
}

export function trialsFile(path: string): TrialsFile {
  const read = async (): Promise<FinishedTrial[]> => {
    const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    const byId = new Map(text.split("\n").flatMap(parse));
    return [...byId.values()].sort((a, b) => a.number - b.number || a.rung - b.rung);
  };
  return {
    read,
    // the newline before it ends a line that was cut off
    append: (trial) => appendFile(path, `\n${JSON.stringify(trial)}\n`),
    async sort() {
      const lines = (await read()).map((trial) => `${JSON.stringify(trial)}\n`);
      if (lines.length > 0) await writeDurably(path, lines.join(""));
    },
  };
}

function parse(line: string): [string, FinishedTrial][] {
  try {
    const trial: FinishedTrial = JSON.parse(line);
    return typeof trial.id === "string" ? [[trial.id, trial]] : [];
  } catch {
    return [];
  }
}
