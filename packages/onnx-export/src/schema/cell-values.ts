/** A value of a table, as JSON, a typed column or a program has it. */
export type Cell = string | number | bigint | boolean | Date;

/** Whether a value is missing: null, undefined, NaN or an empty text. */
export function isMissing(value: unknown): boolean {
  return value === null || value === undefined || value === "" || Number.isNaN(value);
}

/** Reads a finite number, true or false; undefined for anything else. */
export function numberOf(cell: unknown): number | undefined {
  if (typeof cell === "boolean") return Number(cell);
  const isDecimal = typeof cell === "string" && DECIMAL.test(cell.trim());
  const value =
    isDecimal || typeof cell === "bigint" ? Number(cell) : (BITS.get(lower(cell)) ?? cell);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** Reads true, false, 1 or 0. */
export function bitOf(cell: unknown): number | undefined {
  const value = numberOf(cell);
  return value === 0 || value === 1 ? value : undefined;
}

/**
 * Reads a Date, or an ISO date or date-time, as milliseconds since 1970. Without a time zone it is
 * UTC.
 */
export function datetimeOf(cell: unknown): number | undefined {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : cell.getTime();
  const match = typeof cell === "string" ? ISO.exec(cell.trim()) : null;
  if (match === null) return undefined;
  const [, date = "", time = "00:00", seconds = ":00", fraction = "", zone = "Z"] = match;
  const at = Date.parse(`${date}T${time}${seconds}Z`);
  // JavaScript takes February 30 for March 1
  const exists = !Number.isNaN(at) && new Date(at).toISOString().startsWith(`${date}T${time}`);
  return exists ? at + milliseconds(fraction) - offsetOf(zone) : undefined;
}

/** The text of a category. */
export function textOf(cell: unknown): string | undefined {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : cell.toISOString();
  return typeof cell === "object" ? undefined : `${cell}`;
}

const DECIMAL = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const BITS: ReadonlyMap<string, number> = new Map([
  ["true", 1],
  ["false", 0],
]);
const ISO =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:[.,](\d{1,9}))?\s?(Z|[-+]\d\d:?\d\d)?)?$/;

function lower(cell: unknown): string {
  return typeof cell === "string" ? cell.toLowerCase() : "";
}

function milliseconds(fraction: string): number {
  return fraction === "" ? 0 : Math.trunc(Number(`0.${fraction}`) * 1000 + 1e-6);
}

function offsetOf(zone: string): number {
  if (zone === "Z") return 0;
  const digits = zone.replace(/\D/g, "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}
