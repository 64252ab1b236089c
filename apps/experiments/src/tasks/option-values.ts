/**
 * Parses a number. Returns other text unchanged, so that the validation of the config reports it.
 */
export function parseNumber(text: string): number | string {
  const value = Number(text);
  return text.trim() === "" || Number.isNaN(value) ? text : value;
}

/** Parses widths of layers, such as 64,64, or none. */
export function parseWidths(text: string): (number | string)[] {
  return text === "none" ? [] : text.split(",").map(parseNumber);
}
