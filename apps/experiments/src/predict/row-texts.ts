/** The values of a row by name. In JSON, a value can be a list or an object. */
export type PrintedRow = readonly (readonly [name: string, value: unknown])[];

/** Formats rows as they arrive: a CSV with a header line, or one JSON object per row. */
export async function* rowTexts(
  pieces: AsyncIterable<readonly PrintedRow[]>,
  { json }: { readonly json: boolean },
): AsyncGenerator<string> {
  let isStarted = false;
  for await (const rows of pieces) {
    const [first] = rows;
    if (first === undefined) continue;
    const lines = rows.map((row) =>
      json ? JSON.stringify(Object.fromEntries(row)) : row.map(([, value]) => field(value)).join(),
    );
    if (!json && !isStarted) lines.unshift(first.map(([name]) => field(name)).join());
    isStarted = true;
    yield `${lines.join("\n")}\n`;
  }
}

/** Formats a field of a CSV, quoted if necessary. */
function field(value: unknown): string {
  const text = value === null ? "" : String(value);
  return /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
