import { isFiniteNumber } from "./is-finite-number.js";

/**
 * Formats a number for people: separated thousands, a true minus sign, words for values that are
 * not finite.
 */
export function formatNumber(value: number | null | undefined, decimals?: number): string {
  if (!isFiniteNumber(value)) return "not finite";
  const digits =
    decimals === undefined
      ? { maximumSignificantDigits: 4 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return value.toLocaleString("en", digits).replace("-", "−");
}

/** Formats a number with its sign, zero included. */
export function formatSigned(value: number, decimals: number): string {
  const text = formatNumber(value, decimals);
  return text.startsWith("−") ? text : `+${text}`;
}

/** Formats a rounding error in the notation of tolerances: 3.6e-7. */
export function formatError(value: number | null): string {
  if (!isFiniteNumber(value)) return "not finite";
  return value === 0 ? "0" : value.toExponential(1);
}

/** Formats seconds as 0.42 s, 42.1 s, 3 min 5 s or 1 h 12 min. */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return "not finite";
  if (seconds < 60) return `${seconds.toPrecision(3)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
