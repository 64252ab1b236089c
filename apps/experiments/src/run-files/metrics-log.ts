import { appendFile, readFile } from "node:fs/promises";
import { EbmError } from "@ebm/core/errors";
import { writeDurably } from "@ebm/core/files";
import type { MetricsLine } from "./events.js";

/** A file of JSON lines that grows with a run. */
export interface MetricsLog {
  /** All lines so far, those of earlier sessions included. */
  readonly lines: readonly MetricsLine[];
  append(line: MetricsLine): void;
  /** Writes what was appended since; before each checkpoint, so that the file never lacks a line. */
  flush(): Promise<void>;
}

/**
 * Opens the log of a run that goes on after a step: lines of later steps, which a run that was
 * killed wrote after its last checkpoint, are dropped, and so is a line that was cut short.
 */
export async function openMetricsLog(path: string, step: number): Promise<MetricsLog> {
  const lines = (await readMetrics(path)).filter((line) => line.step <= step);
  await writeDurably(path, lines.map(encode).join(""));
  let pending = "";
  return {
    lines,
    append(line) {
      lines.push(line);
      pending += encode(line);
    },
    async flush() {
      const text = pending;
      pending = "";
      await appendFile(path, text, { flush: true });
    },
  };
}

/** The lines of a log; none if there is no such file. */
export async function readMetrics(path: string): Promise<MetricsLine[]> {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return "";
    throw new EbmError(`${path} cannot be read: ${cause.message}.`, { cause });
  });
  // what follows the last newline was cut short
  const whole = text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .slice(0, -1);
  return whole.map((line, i) => {
    try {
      return JSON.parse(line) as MetricsLine;
    } catch (cause) {
      throw new EbmError(`${path}: line ${i + 1} is not JSON.`, { cause });
    }
  });
}

const encode = (line: MetricsLine): string => `${JSON.stringify(line)}\n`;
