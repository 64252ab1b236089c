import { once } from "node:events";
import { parse, resolve } from "node:path";
import { removeTemporaries, writeDurably } from "@ebm/core/files";
import { type PrintedRow, rowTexts } from "../predict/row-texts.js";

export interface PrintRowsOptions {
  /** The file to write. It appears only when it is complete. Default: stdout. */
  readonly out?: string | undefined;
  /** Whether to print one JSON object per row. Default: false. */
  readonly json?: boolean | undefined;
}

/** Writes rows of named values as they arrive. */
export async function printRows(
  pieces: AsyncIterable<readonly PrintedRow[]>,
  { out, json = false }: PrintRowsOptions,
): Promise<void> {
  const texts = rowTexts(pieces, { json });
  if (out !== undefined) await writeFile(resolve(out), texts);
  else for await (const text of texts) await print(text);
}

/** The age in ms from which a temporary file belongs to a process that was killed. */
const DAY_MS = 86_400_000;

async function writeFile(path: string, texts: AsyncIterable<string>): Promise<void> {
  const { dir, base } = parse(path);
  await removeTemporaries(dir, { file: base, olderThan: DAY_MS }).catch(() => {});
  await writeDurably(path, texts);
}

async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}
