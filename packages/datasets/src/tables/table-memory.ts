import { fileError } from "./table-error.js";

/** The most bytes of a table unless a caller says otherwise. */
export const TABLE_MEMORY: number = 2 ** 30;

/** The limits of a table. */
export interface TableLimits {
  /** The most bytes that a table may take. */
  readonly memory: number;
  /** The most rows of a table. */
  readonly chunkRows: number;
}

/** The known part of the size of a table. */
export interface TableSize {
  readonly rows: number;
  readonly columns: number;
  /** Characters of text that are kept. */
  readonly characters?: number;
}

/**
 * Checks that a table fits in memory, before it takes the memory: 8 bytes for each value, and 2 for
 * each character of text.
 *
 * @throws {EbmError} If it needs more than `memory` bytes.
 */
export function checkTableMemory(
  place: { readonly where: string; readonly file: string },
  { rows, columns, characters = 0 }: TableSize,
  memory: number,
): void {
  const bytes = 8 * rows * columns + 2 * characters;
  if (bytes <= memory) return;
  const [needed, limit] = [bytes, memory].map((size) => Math.ceil(size / 2 ** 20));
  throw fileError(
    place,
    `its first ${rows} rows of ${columns} columns take ${needed} MB of memory, expected at most ${limit} (\`memory\`).`,
  );
}
