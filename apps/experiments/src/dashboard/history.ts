import { open } from "node:fs/promises";

/** The points of one quantity, in the order of steps. */
export interface Series {
  readonly steps: number[];
  readonly values: number[];
}

/** The contents of metrics.jsonl as columns. */
export interface History {
  /** Series by name: `loss` of a step, `validation/nll` of the validation rows. */
  readonly series: ReadonlyMap<string, Series>;
  readonly rollbacks: readonly { readonly step: number; readonly reason: string }[];
  /** The last step. */
  readonly step: number;
  /**
   * Reads what was added to the file. Returns whether the history changed. Starts again if the file
   * was replaced or cut.
   */
  refresh(): Promise<boolean>;
}

const CHUNK = 2 ** 20;
const NEWLINE = 10;

/** Opens the history in a file, which may not exist yet. Nothing is read before `refresh()`. */
export function openHistory(path: string): History {
  const series = new Map<string, Series>();
  const rollbacks: { step: number; reason: string }[] = [];
  let [step, offset, inode, tail] = [0, 0, 0n, Buffer.of()];

  const push = (name: string, at: number, value: unknown): void => {
    if (typeof value !== "number") return;
    const found = series.get(name) ?? { steps: [], values: [] };
    series.set(name, found);
    found.steps.push(at);
    found.values.push(value);
  };

  const take = (line: unknown): void => {
    if (typeof line !== "object" || line === null) return;
    const { event, step: at, ...others } = line as Readonly<Record<string, unknown>>;
    if (typeof at !== "number") return;
    if (event === "rollback") {
      rollbacks.push({ step: at, reason: String(others.reason) });
      for (const [name, { steps, values }] of series) {
        if (!name.startsWith(VALIDATION)) {
          const kept = after(steps, at);
          steps.length = kept;
          values.length = kept;
        }
      }
      step = at;
      return;
    }
    if (event !== "part" || at > step) step = at;
    if (event === "validation") {
      const metrics = (others.metrics ?? {}) as Readonly<Record<string, unknown>>;
      for (const name of Object.keys(metrics)) push(VALIDATION + name, at, metrics[name]);
    } else {
      for (const name of Object.keys(others)) push(name, at, others[name]);
    }
  };

  const reset = (): void => {
    series.clear();
    rollbacks.length = 0;
    [step, offset, tail] = [0, 0, Buffer.of()];
  };

  const read = async (): Promise<boolean> => {
    const file = await open(path, "r").catch(() => undefined);
    if (!file) {
      const was = offset > 0;
      reset();
      return was;
    }
    try {
      const { ino, size } = await file.stat({ bigint: true });
      let changed = false;
      if (ino !== inode || Number(size) < offset) {
        changed = offset > 0;
        reset();
        inode = ino;
      }
      // one chunk at a time, so that other requests are answered in between
      for (;;) {
        const chunk = Buffer.allocUnsafe(CHUNK);
        const { bytesRead } = await file.read(chunk, 0, CHUNK, offset);
        if (bytesRead === 0) return changed;
        changed = true;
        offset += bytesRead;
        const bytes = Buffer.concat([tail, chunk.subarray(0, bytesRead)]);
        const end = bytes.lastIndexOf(NEWLINE) + 1;
        tail = bytes.subarray(end);
        for (const line of parseLines(bytes.toString("utf8", 0, end))) take(line);
      }
    } finally {
      await file.close();
    }
  };

  // several requests may ask at once, but each line is read once
  let reading: Promise<boolean> | undefined;
  const refresh = (): Promise<boolean> => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };

  return {
    series,
    rollbacks,
    get step() {
      return step;
    },
    refresh,
  };
}

/** The start of the names of series that describe the validation rows. */
export const VALIDATION = "validation/";

/** Returns how many of the ascending steps are at most `step`. */
export function after(steps: readonly number[], step: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! <= step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Parses all lines at once, and one by one if there is one that is not JSON. */
function parseLines(text: string): readonly unknown[] {
  const lines = text.split("\n");
  lines.pop();
  try {
    return JSON.parse(`[${lines.join(",")}]`);
  } catch {
    return lines.flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
  }
}
