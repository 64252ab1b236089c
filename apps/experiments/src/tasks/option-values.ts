/** Parses a number. Other text is returned as it is, for the validation of the config to report. */
export function parseNumber(text: string): number | string {
  const value = Number(text);
  return text.trim() === "" || Number.isNaN(value) ? text : value;
}

/** Parses widths of layers, such as 64,64, or none. */
export function parseWidths(text: string): (number | string)[] {
  return text === "none" ? [] : text.split(",").map(parseNumber);
}
