/** Formats a number with as many digits as are worth reading. */
export function formatNumber(value: number | null | undefined, decimals?: number): string {
  if (value === null || value === undefined) return "–";
  if (!Number.isFinite(value)) return "not finite";
  const size = Math.abs(value);
  if (decimals === undefined && size !== 0 && (size < 1e-3 || size >= 1e6)) {
    const text = value.toExponential(2).replace(/\.?0+e/, "e");
    return text.replaceAll("-", "−").replace("+", "");
  }
  const digits =
    decimals === undefined
      ? { maximumSignificantDigits: 4 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return value.toLocaleString("en", digits).replace("-", "−");
}

/** Formats a difference with its sign. */
export function formatDifference(value: number, decimals?: number): string {
  const text = formatNumber(value, decimals);
  return value > 0 ? `+${text}` : text;
}

/** Returns the name of a setting in words: Learning rate. */
export function settingName(key: string): string {
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll("-", " ");
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** Formats a setting of a config. */
export function formatSetting(value: unknown): string {
  if (value === undefined || value === null) return "–";
  if (Array.isArray(value))
    return value.length === 0 ? "none" : value.map(formatSetting).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const UNITS = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1000, "s"],
] as const;

/** Formats the time since a moment: 3 min. */
export function formatAge(time: number, now: number = Date.now()): string {
  const age = Math.max(now - time, 0);
  const [unit, name] = UNITS.find(([size]) => age >= size) ?? [1000, "s"];
  return `${Math.floor(age / unit)} ${name} ago`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [size, unit] = bytes < 1e6 ? [1e3, "kB"] : [1e6, "MB"];
  return `${formatNumber(bytes / size)} ${unit}`;
}
