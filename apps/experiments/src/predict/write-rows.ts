import { once } from "node:events";
import type { Writable } from "node:stream";
import type { NamedValue } from "../rows/named-outputs.js";

/** Writes rows as they come. */
export interface RowWriter {
  write(rows: readonly (readonly NamedValue[])[]): Promise<void>;
}

/** Writes a CSV with a line of names, or a JSON object for each row. */
export function rowWriter(stream: Writable, { json }: { readonly json: boolean }): RowWriter {
  let isStarted = false;
  return {
    async write(rows) {
      const [first] = rows;
      if (first === undefined) return;
      const lines = rows.map((row) =>
        json
          ? JSON.stringify(Object.fromEntries(row))
          : row.map(([, value]) => field(value)).join(),
      );
      if (!json && !isStarted) lines.unshift(first.map(([name]) => field(name)).join());
      isStarted = true;
      if (!stream.write(`${lines.join("\n")}\n`)) await once(stream, "drain");
    },
  };
}

/** A field of a CSV, quoted where it must be. */
function field(value: string | number | null): string {
  const text = value === null ? "" : String(value);
  return /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
