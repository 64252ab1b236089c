import { booleanOf, datetimeOf, numberOf } from "@ebm/core/cells";

/** Returns whether a value is missing: null, undefined, NaN or an empty text. */
export function isMissing(value: unknown): boolean {
  return value === null || value === undefined || value === "" || Number.isNaN(value);
}

/** Reads a finite number, true or false; undefined for anything else. */
export function finiteOf(cell: unknown): number | undefined {
  if (typeof cell === "bigint") return Number(cell);
  const bit = booleanOf(cell);
  return finite(bit === undefined ? numberOf(cell) : Number(bit));
}

/** Reads true, false, 1 or 0. */
export function bitOf(cell: unknown): number | undefined {
  const value = finiteOf(cell);
  return value === 0 || value === 1 ? value : undefined;
}

/** Reads a Date, or an ISO date or date-time, as milliseconds since 1970. */
export function timeOf(cell: unknown): number | undefined {
  return finite(datetimeOf(cell));
}

/** Returns the text of a category. */
export function textOf(cell: unknown): string | undefined {
  if (cell instanceof Date) return timeOf(cell) === undefined ? undefined : cell.toISOString();
  return typeof cell === "object" ? undefined : `${cell}`;
}

function finite(value: number | undefined): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
