/**
 * Parses a number written in decimals, or an infinity. Undefined for anything else, and for a
 * number that is too large for float64.
 */
export function numberOf(cell: unknown): number | undefined {
  if (typeof cell === "number") return cell;
  if (typeof cell !== "string") return undefined;
  if (!DECIMAL.test(cell)) return INFINITE.get(cell.toLowerCase());
  const value = Number(cell);
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY
    ? undefined
    : value;
}

/** Parses `true` and `false`, whatever their case. */
export function booleanOf(cell: unknown): boolean | undefined {
  if (typeof cell === "boolean") return cell;
  return typeof cell === "string" ? BOOLEANS.get(cell.toLowerCase()) : undefined;
}

/**
 * Parses an ISO date or date-time to milliseconds since 1970. Without a time zone it is UTC.
 */
export function datetimeOf(cell: unknown): number | undefined {
  if (cell instanceof Date) return cell.getTime();
  if (typeof cell !== "string") return undefined;
  const match = ISO.exec(cell);
  if (match === null) return undefined;
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = "", zone] = match;
  const time = utc([year, month, day, hour, minute, second].map(Number));
  if (time === undefined) return undefined;
  return time + Math.trunc(Number(`0.${fraction || 0}`) * 1000 + 1e-6) - offsetOf(zone);
}

/** Returns the milliseconds since 1970, or undefined for a date that does not exist. */
export function utc(parts: readonly number[]): number | undefined {
  const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  const date = new Date(Date.UTC(2000, month - 1, day, hour, minute, second));
  date.setUTCFullYear(year, month - 1, day);
  const exists =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60;
  return exists && second < 60 ? date.getTime() : undefined;
}

const DECIMAL = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[-+]\d\d:?\d\d)?)?$/;

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);

const INFINITE: ReadonlyMap<string, number> = new Map(
  ["inf", "infinity", "+inf", "+infinity"].flatMap((name) => [
    [name, Number.POSITIVE_INFINITY],
    [name.replace(/^\+?/, "-"), Number.NEGATIVE_INFINITY],
  ]),
);

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const digits = zone.replace(/\D/g, "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}
