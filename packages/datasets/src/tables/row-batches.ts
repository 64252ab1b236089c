import type { RecordRow } from "./records.js";

/** The number of cells from which on a batch is full. */
const CELLS = 2 ** 18;

/** Yields rows in batches with a limited number of cells, because a short text may encode many. */
export function* rowBatches(rows: Iterable<RecordRow>): Generator<readonly RecordRow[]> {
  let batch: RecordRow[] = [];
  let cells = 0;
  for (const row of rows) {
    batch.push(row);
    cells += row.cells.length;
    if (cells < CELLS) continue;
    yield batch;
    batch = [];
    cells = 0;
  }
  if (batch.length > 0) yield batch;
}
