import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";

/** Takes the bytes of a table as they come. */
export interface SignalReader {
  read(bytes: Uint8Array): void;
  /** The values read so far. */
  rows(): MatrixLike;
}

/**
 * Reads a table with commas and a header, whose first column is 1 of a signal and 0 of noise: keeps
 * the signals, without that column. One that is too large to be a string.
 */
export function signalReader({
  dropsLast = false,
}: {
  /** Whether the last column is omitted too. */
  readonly dropsLast?: boolean;
} = {}): SignalReader {
  let columns: number | undefined;
  let rest = "";
  const kept: Float64Array[] = [];

  const line = (text: string): void => {
    if (text.trim() === "") return;
    const fields = text.split(",");
    if (columns === undefined) {
      columns = fields.length - (dropsLast ? 2 : 1);
      return;
    }
    if (Number(fields[0]) !== 1) return;
    const row = Float64Array.from(fields.slice(1, 1 + columns), Number);
    if (row.length < columns || !row.every(Number.isFinite)) {
      throw new EbmError(
        `loadMafDensity: a row is \`${text.trim()}\`, expected ${columns} numbers.`,
      );
    }
    kept.push(row);
  };

  return {
    read(bytes) {
      const lines = (rest + Buffer.from(bytes).toString("latin1")).split("\n");
      rest = lines.pop()!;
      for (const text of lines) line(text);
    },
    rows() {
      line(rest);
      rest = "";
      const width = columns ?? 0;
      const data = new Float64Array(kept.length * width);
      for (const [i, row] of kept.entries()) data.set(row, i * width);
      return { data, shape: [kept.length, width] };
    },
  };
}
