import { type JsonPiece, jsonPieces } from "./json-values.js";
import type { Cell, RecordColumn, RecordRow, Records } from "./records.js";
import { rowBatches } from "./row-batches.js";
import { fileError } from "./table-error.js";
import type { ByteSource } from "./table-source.js";
import { textOf } from "./table-text.js";

/** Opens JSON lines, or a JSON array of records. A name that a record lacks is missing there. */
export function jsonRecords(where: string, source: ByteSource): Records {
  const place = { where, file: source.name };
  const { columns, toCells } = recordNames();
  return { unit: "line", strings: "dates", missing: [], columns, open: true, notes: [], rows };

  async function* rows(): AsyncGenerator<readonly RecordRow[]> {
    for await (const pieces of jsonPieces(place, textOf(where, source))) {
      yield* rowBatches(parsed(pieces));
    }
  }

  function* parsed(pieces: readonly JsonPiece[]): Generator<RecordRow> {
    for (const { text, line } of pieces) {
      yield { place: line, cells: cellsOf(text, line) };
    }
  }

  function cellsOf(text: string, line: number): Cell[] {
    try {
      return toCells(JSON.parse(text));
    } catch (cause) {
      // a stack overflow, of lists in lists
      if (cause instanceof RangeError) {
        throw fileError(place, `line ${line} has a record that is nested too deep.`, cause);
      }
      const reason = (cause as Error).message.replace(/\.$/, "");
      throw fileError(place, `line ${line} has a record that is not JSON (${reason}).`, cause);
    }
  }
}

/** Records in memory, as they come in a request. */
export function objectRecords(records: readonly object[]): Records {
  const { columns, toCells } = recordNames();
  function* cellsOf(): Generator<RecordRow> {
    for (const [i, record] of records.entries()) yield { place: i + 1, cells: toCells(record) };
  }
  return {
    unit: "row",
    strings: "dates",
    missing: [],
    columns,
    open: true,
    notes: [],
    async *rows() {
      yield* rowBatches(cellsOf());
    },
  };
}

/** Columns that grow as records bring new names. */
function recordNames(): { columns: RecordColumn[]; toCells(record: object): Cell[] } {
  const columns: RecordColumn[] = [];
  const positions = new Map<string, number>();
  return {
    columns,
    toCells(record) {
      const cells: Cell[] = new Array<Cell>(columns.length).fill(undefined);
      for (const [name, value] of Object.entries(record)) {
        let position = positions.get(name);
        if (position === undefined) {
          position = columns.push({ name }) - 1;
          positions.set(name, position);
        }
        cells[position] = cellOf(value);
      }
      return cells;
    },
  };
}

/** A value of JSON or Parquet as a cell: lists and objects are kept as their JSON text. */
export function cellOf(value: unknown): Cell {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isNaN(value) ? undefined : value;
    case "bigint":
      // an identifier that float64 cannot hold stays exact as text
      return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;
    case "object":
      if (value === null) return undefined;
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value;
      return JSON.stringify(value, (_, item) => (typeof item === "bigint" ? `${item}` : item));
    default:
      return undefined;
  }
}
