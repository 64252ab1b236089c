import { booleanOf, datetimeOf, numberOf } from "@ebm/core/cells";
import { textOfCell } from "./cell-texts.js";
import type { Cell } from "./records.js";
import type { TableColumn } from "./table.js";
import { cellError, type Place } from "./table-error.js";
import type { SchemaColumn } from "./table-schema.js";

/** Fills a column row by row. */
export interface ColumnBuilder {
  /** Adds a value; undefined for a missing one. */
  add(cell: Cell, place: number): void;
  /** Returns the column of the values added since the last call. */
  take(): TableColumn;
}

/** A builder of a column. Categories of an open list keep their numbers from chunk to chunk. */
export function columnBuilder(place: Place, column: SchemaColumn): ColumnBuilder {
  const { name } = column;
  const fail = (at: number, found: Cell, expected: string): Error =>
    cellError(place, { place: at, column: name, found, expected });
  switch (column.kind) {
    case "number": {
      const list = growing((size) => new Float64Array(size));
      return {
        add(cell, at) {
          const value = cell === undefined ? Number.NaN : numberOf(toNumber(cell));
          if (value === undefined) throw fail(at, cell, "a number");
          list.push(value);
        },
        take: () => ({ name, kind: "number", values: list.take() }),
      };
    }
    case "datetime": {
      const list = growing((size) => new Float64Array(size));
      return {
        add(cell, at) {
          const value = cell === undefined ? Number.NaN : dateOf(column, cell);
          if (value === undefined)
            throw fail(at, cell, "a date, as 2024-05-31 or 2024-05-31T12:00");
          list.push(value);
        },
        take: () => ({ name, kind: "datetime", values: list.take() }),
      };
    }
    case "boolean": {
      const list = growing((size) => new Int8Array(size));
      return {
        add(cell, at) {
          const value = cell === undefined ? -1 : bitOf(cell);
          if (value === undefined) throw fail(at, cell, "true or false");
          list.push(value);
        },
        take: () => ({ name, kind: "boolean", values: list.take() }),
      };
    }
    case "category": {
      const list = growing((size) => new Int32Array(size));
      const categories = [...(column.categories ?? [])];
      const codes = new Map(categories.map((category, code) => [category, code]));
      return {
        add(cell, at) {
          if (cell === undefined) return list.push(-1);
          const text = textOfCell(cell);
          let code = codes.get(text);
          if (code === undefined) {
            if (column.categories !== undefined) {
              throw fail(at, cell, `one of ${some(column.categories)}`);
            }
            code = categories.push(text) - 1;
            codes.set(text, code);
          }
          list.push(code);
        },
        take: () => ({ name, kind: "category", values: list.take(), categories: [...categories] }),
      };
    }
    case "text": {
      let values: (string | undefined)[] = [];
      return {
        add: (cell) => void values.push(cell === undefined ? undefined : textOfCell(cell)),
        take() {
          const taken = values;
          values = [];
          return { name, kind: "text", values: taken };
        },
      };
    }
  }
}

/** A list of numbers that doubles its room. */
function growing<T extends Float64Array | Int32Array | Int8Array>(
  make: (size: number) => T,
): { push(value: number): void; take(): T } {
  let room = make(64);
  let length = 0;
  return {
    push(value) {
      if (length === room.length) {
        const wider = make(length * 2);
        wider.set(room);
        room = wider;
      }
      room[length++] = value;
    },
    take() {
      const taken = make(length);
      taken.set(room.subarray(0, length));
      length = 0;
      return taken;
    },
  };
}

function toNumber(cell: Exclude<Cell, undefined>): Cell {
  return typeof cell === "boolean" ? Number(cell) : cell;
}

function bitOf(cell: Exclude<Cell, undefined>): number | undefined {
  const value = booleanOf(cell);
  if (value !== undefined) return Number(value);
  const bit = numberOf(cell);
  return bit === 0 || bit === 1 ? bit : undefined;
}

function dateOf(column: SchemaColumn, cell: Exclude<Cell, undefined>): number | undefined {
  return typeof cell === "string" && column.parseDate !== undefined
    ? column.parseDate(cell)
    : datetimeOf(cell);
}

function some(categories: readonly string[]): string {
  return categories.slice(0, 10).join(", ") + (categories.length > 10 ? ", …" : "");
}
