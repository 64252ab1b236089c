import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { EbmError } from "@ebm/core/errors";
import { writeDurably } from "@ebm/core/files";
import type { MetricsLine } from "./events.js";
import { sha256 } from "./sha256.js";

/** A file of JSON lines that grows with a run. */
export interface MetricsLog {
  /**
   * Returns all lines so far, including those of earlier sessions, but not steps that a rollback
   * undid.
   */
  readonly lines: readonly MetricsLine[];
  append(line: MetricsLine): void;
  /** Returns the size and the digest of what was appended, for a checkpoint to store. */
  mark(): LogMark;
  /**
   * Writes what was appended. Call it before each checkpoint, so that the file has all lines of the
   * checkpoint. After a failure, the next flush writes the same lines again.
   */
  flush(): Promise<void>;
}

/** The size and the digest of the log when a checkpoint was made. */
export interface LogMark {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Opens the log of a run that continues from a checkpoint. Drops lines that a killed run wrote
 * after that checkpoint.
 *
 * @param options.mark The log when the checkpoint was made. Default: all valid lines up to `step`.
 *
 * @throws {EbmError} If the file was changed afterwards, or cannot be read.
 */
export async function openMetricsLog(
  path: string,
  { step, mark }: { readonly step: number; readonly mark?: LogMark | undefined },
): Promise<MetricsLog> {
  const bytes = mark ? await readMarked(path, mark) : await readUpTo(path, step);
  await writeDurably(path, bytes);
  const lines = parseLines(path, bytes.toString());
  const hash = createHash("sha256").update(bytes);
  let [size, written] = [bytes.length, bytes.length];
  const pending: Buffer[] = [];
  return {
    lines,
    append(line) {
      undo(lines, line);
      lines.push(line);
      const added = Buffer.from(encode(line));
      pending.push(added);
      hash.update(added);
      size += added.length;
    },
    mark: () => ({ bytes: size, sha256: hash.copy().digest("hex") }),
    async flush() {
      await writeAt(path, written, Buffer.concat(pending));
      pending.length = 0;
      written = size;
    },
  };
}

/**
 * Returns the lines of a log, without steps that a rollback undid. None if the file does not exist.
 */
export async function readMetrics(path: string): Promise<MetricsLine[]> {
  return parseLines(path, (await readBytes(path)).toString());
}

async function readBytes(path: string): Promise<Buffer> {
  return readFile(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return Buffer.of();
    throw new EbmError(`${path} cannot be read: ${cause.message}.`, { cause });
  });
}

async function readMarked(path: string, mark: LogMark): Promise<Buffer> {
  const bytes = (await readBytes(path)).subarray(0, mark.bytes);
  if (bytes.length === mark.bytes && sha256(bytes) === mark.sha256) return bytes;
  throw new EbmError(
    `${path} is not what its run wrote: the first ${mark.bytes} bytes were changed or cut. \`ebm resume --force\` goes on without them.`,
  );
}

async function readUpTo(path: string, step: number): Promise<Buffer> {
  const found = (await readBytes(path)).toString().split("\n");
  const lines = found.flatMap((json) => parseLine(json) ?? []).filter((line) => line.step <= step);
  return Buffer.from(lines.map(encode).join(""));
}

function parseLines(path: string, text: string): MetricsLine[] {
  // text after the last newline was cut off
  const whole = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  const lines: MetricsLine[] = [];
  for (const [i, json] of whole.slice(0, -1).entries()) {
    const line = parseLine(json);
    if (!line) throw new EbmError(`${path}: line ${i + 1} is not an event of a run.`);
    undo(lines, line);
    lines.push(line);
  }
  return lines;
}

function parseLine(json: string): MetricsLine | undefined {
  try {
    const line = JSON.parse(json);
    return EVENTS.includes(line?.event) && Number.isSafeInteger(line.step) ? line : undefined;
  } catch {
    return undefined;
  }
}

const EVENTS: readonly MetricsLine["event"][] = ["step", "part", "validation", "rollback"];

/**
 * Removes the steps that a rollback undoes. Keeps validations, whose parameters may have been kept.
 */
function undo(lines: MetricsLine[], line: MetricsLine): void {
  if (line.event !== "rollback") return;
  const kept = lines.filter(({ event, step }) => event !== "step" || step <= line.step);
  lines.splice(0, lines.length, ...kept);
}

/** Writes at a position, so that it overwrites bytes of a failed flush. */
async function writeAt(path: string, place: number, bytes: Buffer): Promise<void> {
  const handle = await open(path, "r+");
  try {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, place + done);
      done += bytesWritten;
    }
    await handle.sync();
  } catch (cause) {
    throw new EbmError(`${path} cannot be written: ${(cause as Error).message}.`, { cause });
  } finally {
    await handle.close();
  }
}

const encode = (line: MetricsLine): string => `${JSON.stringify(line)}\n`;
